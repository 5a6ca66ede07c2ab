//! Nodes on one line: which of them a space stands between, and how wide they are.

use super::tree::{Group, GroupKind, Item, Node, ends_operand};
use crate::columns;
use crate::script::TokenKind;

/// The width of a text in columns of a terminal.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// What an entry is, as far as spaces depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// An entry of a map: no space stands before its first colon.
    pub(super) entry: bool,
    /// The first node is a fixed word.
    pub(super) led: bool,
}

/// Whether a space stands before the node at `index`.
pub(super) fn spaced(nodes: &[Node<'_>], index: usize, context: Context) -> bool {
    let Some((node, before)) = nodes.get(index).zip(index.checked_sub(1).and_then(|index| nodes.get(index)))
    else {
        return false;
    };
    let led = context.led && index == 1;
    if matches!(before, Node::Comment(_)) {
        return true;
    }
    if let Node::Leaf(last) = before
        && last.kind == TokenKind::Sign
    {
        match last.text.as_str() {
            "." | "?." | "::" => return false,
            // Two signs run together would be another sign.
            "-" | "+" | "!" if !operand_before(nodes, index - 1, context) => {
                let Some(Node::Leaf(next)) = nodes.get(index) else { return false };
                return next.text.starts_with(last.text.as_str())
                    || next.text.starts_with(['=', 'i']) && last.text == "!";
            }
            _ => {}
        }
    }
    match node {
        Node::Comment(_) => true,
        Node::Leaf(leaf) if leaf.kind == TokenKind::Sign => match leaf.text.as_str() {
            "." | "?." | "::" | "," | ";" => false,
            ":" => !(context.entry && index == 1),
            _ => true,
        },
        Node::Leaf(_) => true,
        Node::Group(group) => match group.kind {
            GroupKind::Round => led || !ends_operand(before),
            GroupKind::Index => false,
            _ => true,
        },
    }
}

/// Whether an operand ends before the node at `index`.
fn operand_before(nodes: &[Node<'_>], index: usize, context: Context) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|index| nodes.get(index)) else { return false };
    ends_operand(before) && !(context.led && index == 1)
}

/// The nodes on one line; none where a comment or a list of declarations forces more.
pub(super) fn flat(nodes: &[Node<'_>], context: Context) -> Option<String> {
    let mut line = String::new();
    for (index, node) in nodes.iter().enumerate() {
        if spaced(nodes, index, context) {
            line.push(' ');
        }
        match node {
            Node::Leaf(leaf) => line.push_str(&leaf.text),
            Node::Comment(comment) if comment.inline => line.push_str(&comment.text),
            Node::Comment(_) => return None,
            Node::Group(group) => line.push_str(&flat_group(group)?),
        }
    }
    Some(line)
}

/// A group on one line.
pub(super) fn flat_group(group: &Group<'_>) -> Option<String> {
    let alone = group.after_open.is_empty() && group.dangling.is_empty();
    if !alone || group.kind == GroupKind::Statements && !group.items.is_empty() {
        return None;
    }
    let (open, close) = (group.open, group.close);
    if group.items.is_empty() {
        return Some(format!("{open}{close}"));
    }
    let inside = flat_items(group, &group.items)?;
    Some(match group.kind {
        GroupKind::Map | GroupKind::Block => format!("{open} {inside} {close}"),
        _ => format!("{open}{inside}{close}"),
    })
}

/// Entries on one line, commas between them.
pub(super) fn flat_items(group: &Group<'_>, items: &[Item<'_>]) -> Option<String> {
    let context = Context { entry: group.kind == GroupKind::Map, led: false };
    let mut line = String::new();
    for (index, item) in items.iter().enumerate() {
        if !item.before.is_empty() || !item.after.is_empty() {
            return None;
        }
        if index > 0 {
            line.push_str(", ");
        }
        line.push_str(&flat(&item.nodes, context)?);
    }
    Some(line)
}
