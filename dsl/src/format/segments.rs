//! The parts of a declaration where its line may be broken and where neighbours may be aligned.

use super::tree::{Group, GroupKind, Item, Node, ends_operand, keyword};
use crate::ast::{Form, Slot, SlotKind, form};
use crate::script::TokenKind;

/// A run of a declaration's nodes: its keyword and name, its citation, a fixed word and what follows it.
#[derive(Clone, Copy)]
pub(super) struct Segment<'n, 's> {
    pub(super) nodes: &'n [Node<'s>],
    /// Whether its first node is a fixed word, which no bracket is glued to.
    pub(super) led: bool,
    /// What kind of part it is, for alignment.
    pub(super) key: &'n str,
}

impl<'n, 's> Segment<'n, 's> {
    /// The bracket it consists of, if it is nothing else.
    pub(super) fn group(&self) -> Option<&'n Group<'s>> {
        match self.nodes {
            [Node::Group(group)]
                if matches!(group.kind, GroupKind::Map | GroupKind::Block | GroupKind::Statements) =>
            {
                Some(group)
            }
            _ => None,
        }
    }

    /// The white space the author wrote before it.
    pub(super) fn gap(&self) -> &'s str {
        match self.nodes.first() {
            Some(Node::Leaf(leaf)) => leaf.gap,
            Some(Node::Group(group)) => group.gap,
            _ => "",
        }
    }
}

/// Cuts a declaration into its parts.
pub(super) fn segments<'n, 's>(item: &'n Item<'s>) -> Vec<Segment<'n, 's>> {
    let form = form(keyword(item));
    let begin = item.nodes.iter().position(|node| matches!(node, Node::Leaf(_))).unwrap_or(0);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut key = "";
    // The keyword and what stands first after it are one part.
    let mut operand = false;
    let mut block_due = false;
    // How many operands more belong to a tail, such as the note of a status.
    let mut due = 0;
    for (index, node) in item.nodes.iter().enumerate() {
        if index <= begin || matches!(node, Node::Comment(_)) {
            continue;
        }
        let fixed = form.and_then(|form| fixed_word(form, node, operand));
        let next_key = match node {
            Node::Leaf(leaf) => match leaf.kind {
                TokenKind::Text if operand => Some("\""),
                TokenKind::Word if operand && !continues(&leaf.text) => Some(leaf.text.as_str()),
                TokenKind::Sign if fixed.is_some() => Some(leaf.text.as_str()),
                TokenKind::Sign if form.is_none() && keyword(item) == "let" && leaf.text == "=" => Some("="),
                _ => None,
            },
            Node::Group(group) => match group.kind {
                GroupKind::Map | GroupKind::Statements if operand => Some(group.open),
                GroupKind::Block if operand && !block_due => Some(group.open),
                _ => None,
            },
            Node::Comment(_) => None,
        };
        if let Some(next_key) = next_key {
            if fixed.is_none() && due > 0 {
                due -= 1;
            } else {
                push(&mut parts, item, start..index, form, key);
                (start, key) = (index, next_key);
                due = fixed.map_or(0, |tail| tail.iter().skip(1).filter(|slot| slot.word.is_empty()).count());
            }
        }
        match node {
            Node::Leaf(leaf) if matches!(leaf.text.as_str(), "if" | "switch" | "else") => block_due = true,
            Node::Group(group) if group.kind == GroupKind::Block => block_due = false,
            _ => {}
        }
        let mark = fixed.is_some_and(|slots| slots.first().is_some_and(|slot| slot.kind == SlotKind::Mark));
        operand = mark || fixed.is_none() && ends_operand(node);
    }
    push(&mut parts, item, start..item.nodes.len(), form, key);
    parts
}

fn push<'n, 's>(
    parts: &mut Vec<Segment<'n, 's>>,
    item: &'n Item<'s>,
    range: std::ops::Range<usize>,
    form: Option<&'static Form>,
    key: &'n str,
) {
    let Some(nodes) = item.nodes.get(range) else { return };
    let first = nodes.iter().find(|node| !matches!(node, Node::Comment(_)));
    let led = parts.is_empty()
        || first.is_some_and(|node| form.is_some_and(|form| fixed_word(form, node, true).is_some()));
    parts.push(Segment { nodes, led, key });
}

/// The slots that this fixed word begins; a sign may begin one anywhere, a word only where an operand has ended.
fn fixed_word(form: &'static Form, node: &Node<'_>, operand: bool) -> Option<&'static [Slot]> {
    let Node::Leaf(leaf) = node else { return None };
    if leaf.text.is_empty() || !operand && leaf.kind != TokenKind::Sign {
        return None;
    }
    let of = |slots: &'static [Slot]| {
        let at = slots.iter().position(|slot| slot.word == leaf.text)?;
        slots.get(at..)
    };
    let head = form.head.iter().position(|slot| slot.word == leaf.text);
    if let Some(head) = head {
        return form.head.get(head..=head);
    }
    form.tails.iter().find_map(|tail| of(tail))
}

/// Words that go on with an expression.
fn continues(word: &str) -> bool {
    matches!(word, "and" | "or" | "in" | "if" | "else" | "switch")
}
