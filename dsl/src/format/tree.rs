//! Policy text as nested lists: what stands in brackets, entry by entry, each comment with what it belongs to.

use crate::ast::{SlotKind, form};
use crate::script::{Token, TokenKind};

/// Deeper text is refused by the parser long before.
const MAX_DEPTH: usize = 200;

/// What a pair of brackets holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupKind {
    /// The whole file, or the items of a declaration.
    Statements,
    /// `( … )`: arguments, or brackets around an expression.
    Round,
    /// `[a, b]`
    Array,
    /// `a[b]`
    Index,
    /// `#{ … }`
    Map,
    /// `{ … }` of a body, an `if` or a `switch`.
    Block,
    /// `|a, b|` of a closure.
    Pipes,
}

#[derive(Debug)]
pub(super) struct Group<'s> {
    pub(super) kind: GroupKind,
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// The white space the author wrote before it.
    pub(super) gap: &'s str,
    /// Comments on the line of the opening bracket.
    pub(super) after_open: Vec<Comment>,
    pub(super) items: Vec<Item<'s>>,
    /// Comments after the last entry, on lines of their own.
    pub(super) dangling: Vec<Comment>,
}

/// One entry of a list, or one declaration.
#[derive(Debug, Default)]
pub(super) struct Item<'s> {
    /// Comments on lines of their own before it.
    pub(super) before: Vec<Comment>,
    /// Whether a blank line stands before its first word.
    pub(super) blank: bool,
    pub(super) nodes: Vec<Node<'s>>,
    /// Comments at the end of its line.
    pub(super) after: Vec<Comment>,
}

#[derive(Debug)]
pub(super) enum Node<'s> {
    Leaf(Leaf<'s>),
    Group(Group<'s>),
    /// A comment inside an entry.
    Comment(Comment),
}

#[derive(Debug)]
pub(super) struct Leaf<'s> {
    pub(super) kind: TokenKind,
    pub(super) text: String,
    pub(super) gap: &'s str,
}

#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub(super) text: String,
    /// Whether it begins its line.
    pub(super) own_line: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// Whether it is a block comment of one line with a word beside it, so that it may stand inside a line.
    pub(super) inline: bool,
}

/// The text of a comment as it is kept: line ends are line feeds, and nothing invisible trails.
pub(super) fn comment_text(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

/// The tree of a whole file; none where brackets do not match, which the parser would have refused.
pub(super) fn file<'s>(tokens: &[Token<'s>]) -> Option<Group<'s>> {
    let mut builder = Builder { tokens, at: 0 };
    builder.group(GroupKind::Statements, "", "", "", 0)
}

struct Builder<'t, 's> {
    tokens: &'t [Token<'s>],
    at: usize,
}

impl<'s> Builder<'_, 's> {
    /// Reads entries up to the closing bracket, or to the end of the file where there is none.
    fn group(
        &mut self,
        kind: GroupKind,
        open: &'static str,
        close: &'static str,
        gap: &'s str,
        depth: usize,
    ) -> Option<Group<'s>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut group =
            Group { kind, open, close, gap, after_open: Vec::new(), items: Vec::new(), dangling: Vec::new() };
        let mut item = Item::default();
        let statements = kind == GroupKind::Statements;
        loop {
            let Some(token) = self.tokens.get(self.at).copied() else {
                if close.is_empty() {
                    break;
                }
                return None;
            };
            self.at += 1;
            if token.kind == TokenKind::Comment {
                self.comment(&token, &mut group, &mut item);
                continue;
            }
            if item.nodes.is_empty() {
                item.blank = blank_before(&token);
            }
            if token.kind == TokenKind::Sign {
                if !close.is_empty() && token.text == close {
                    break;
                }
                if token.text == if statements { ";" } else { "," } {
                    finish(&mut group, &mut item);
                    continue;
                }
            }
            let node = self.node(&token, &item, statements, depth)?;
            let block = matches!(&node, Node::Group(group) if group.close == "}");
            item.nodes.push(node);
            if statements && block && self.next_begins(close) {
                finish(&mut group, &mut item);
            }
        }
        finish(&mut group, &mut item);
        group.dangling.append(&mut item.before);
        Some(group)
    }

    fn node(
        &mut self,
        token: &Token<'s>,
        item: &Item<'s>,
        statements: bool,
        depth: usize,
    ) -> Option<Node<'s>> {
        let operand =
            item.nodes.iter().rev().find(|node| !matches!(node, Node::Comment(_))).is_some_and(ends_operand);
        let (kind, open, close) = match token.text {
            _ if token.kind != TokenKind::Sign => return Some(leaf(token)),
            "(" => (GroupKind::Round, "(", ")"),
            "[" if operand && !after_fixed_word(item) => (GroupKind::Index, "[", "]"),
            "[" => (GroupKind::Array, "[", "]"),
            "#{" => (GroupKind::Map, "#{", "}"),
            "{" if statements && holds_items(item) => (GroupKind::Statements, "{", "}"),
            "{" => (GroupKind::Block, "{", "}"),
            "|" if !operand => (GroupKind::Pipes, "|", "|"),
            ")" | "]" | "}" => return None,
            _ => return Some(leaf(token)),
        };
        self.group(kind, open, close, token.gap, depth + 1).map(Node::Group)
    }

    fn comment(&mut self, token: &Token<'s>, group: &mut Group<'s>, item: &mut Item<'s>) {
        let text = comment_text(token.text);
        let own_line = token.gap.contains('\n') || token.start == token.gap.len();
        let follows = self
            .tokens
            .get(self.at)
            .is_some_and(|next| !next.gap.contains('\n') && next.kind != TokenKind::Comment);
        // After a word of the entry it stays there, whether or not the line ends: else its width would count once only.
        let beside = !own_line && !item.nodes.is_empty();
        let inline = (follows || beside) && !text.starts_with("//") && !text.contains('\n');
        let comment = Comment { text, own_line, blank: blank_before(token), inline };
        if inline {
            if item.nodes.is_empty() {
                item.blank = comment.blank;
            }
            item.nodes.push(Node::Comment(comment));
        } else if !item.nodes.is_empty() {
            item.nodes.push(Node::Comment(comment));
        } else if own_line || !item.before.is_empty() {
            item.before.push(comment);
        } else if let Some(last) = group.items.last_mut() {
            // The line has ended already where a comment stood before the comma.
            if ends_line(&last.after) {
                item.before.push(comment);
            } else {
                last.after.push(comment);
            }
        } else {
            group.after_open.push(comment);
        }
    }

    /// Whether a declaration, the closing bracket or nothing at all comes next.
    fn next_begins(&self, close: &str) -> bool {
        let rest = self.tokens.get(self.at..).unwrap_or(&[]);
        match rest.iter().find(|token| token.kind != TokenKind::Comment) {
            None => true,
            Some(next) if next.kind == TokenKind::Word => {
                matches!(next.text, "let" | "fn") || form(next.text).is_some()
            }
            Some(next) => !close.is_empty() && next.is(close),
        }
    }
}

fn ends_line(comments: &[Comment]) -> bool {
    comments.last().is_some_and(|comment| comment.text.starts_with("//"))
}

/// Ends an entry. Comments after its last word belong to its line, or to the next entry.
fn finish<'s>(group: &mut Group<'s>, item: &mut Item<'s>) {
    let words = |node: &Node<'_>| !matches!(node, Node::Comment(comment) if !comment.inline);
    let kept = item.nodes.iter().rposition(words).map_or(0, |last| last + 1);
    let mut next = Item::default();
    for node in item.nodes.drain(kept..) {
        let Node::Comment(comment) = node else { continue };
        if comment.own_line || !next.before.is_empty() || ends_line(&item.after) {
            next.before.push(comment);
        } else {
            item.after.push(comment);
        }
    }
    if item.nodes.iter().all(|node| matches!(node, Node::Comment(_))) {
        // Nothing but comments: they belong to what comes next.
        for node in item.nodes.drain(..) {
            if let Node::Comment(comment) = node {
                item.before.push(comment);
            }
        }
        item.before.append(&mut item.after);
        item.before.append(&mut next.before);
        return;
    }
    group.items.push(std::mem::replace(item, next));
}

/// Whether an operand ends here, so that an operator, a call or an index may follow.
pub(super) fn ends_operand(node: &Node<'_>) -> bool {
    match node {
        Node::Leaf(leaf) => match leaf.kind {
            TokenKind::Word => !matches!(leaf.text.as_str(), "if" | "else" | "switch" | "and" | "or" | "in"),
            TokenKind::Sign => false,
            _ => true,
        },
        Node::Group(group) => group.kind != GroupKind::Pipes,
        Node::Comment(_) => false,
    }
}

/// The keyword of a declaration.
pub(super) fn keyword<'n>(item: &'n Item<'_>) -> &'n str {
    let first = item.nodes.iter().find_map(|node| match node {
        Node::Leaf(leaf) => Some(leaf),
        _ => None,
    });
    first.map_or("", |leaf| leaf.text.as_str())
}

/// Whether the word just read is a fixed word of the declaration's form, such as `joint`.
fn after_fixed_word(item: &Item<'_>) -> bool {
    let Some(form) = form(keyword(item)) else { return false };
    let Some(Node::Leaf(last)) = item.nodes.last() else { return false };
    let mut slots = form.head.iter().chain(form.tails.iter().copied().flatten());
    item.nodes.len() == 1 || slots.any(|slot| !slot.word.is_empty() && slot.word == last.text)
}

fn holds_items(item: &Item<'_>) -> bool {
    let Some(form) = form(keyword(item)) else { return false };
    form.head.iter().chain(form.tails.iter().copied().flatten()).any(|slot| slot.kind == SlotKind::Items)
}

fn blank_before(token: &Token<'_>) -> bool {
    token.gap.bytes().filter(|byte| *byte == b'\n').count() > 1
}

fn leaf<'s>(token: &Token<'s>) -> Node<'s> {
    Node::Leaf(Leaf { kind: token.kind, text: written(token), gap: token.gap })
}

/// The text of a token as it is written. What Rhai leaves out of a quoted text because of where its lines begin is
/// left out for good, so that moving the text changes nothing.
fn written(token: &Token<'_>) -> String {
    let text = token.text;
    if !text.contains('\n') || text.starts_with('#') {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    if !text.starts_with('"') {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.split('\n') {
        if joined.is_empty() {
            joined.push_str(line);
            continue;
        }
        joined.pop();
        let mut skipped = (token.at.column as usize).min(line.chars().count());
        joined.extend(line.chars().skip_while(|c| {
            let skip = skipped > 0 && c.is_whitespace();
            skipped = skipped.saturating_sub(1);
            skip
        }));
    }
    joined
}
