//! The policy language as written: declarations and expressions with their places, before any meaning is given.

mod forms;
mod print;
mod unread;

pub(crate) use forms::{Form, Slot, SlotKind, form, forms, stands_in};
pub use unread::Unread;

use crate::{Number, Position};

/// A policy file: its declarations in the order they were written.
///
/// Two files are equal when they say the same; places, comments and white space do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The declarations, in written order.
    pub declarations: Vec<Declaration>,
    /// What could not be read, as far as its words tell.
    pub unread: Unread,
}

impl File {
    /// A file of which nothing could be read.
    pub(crate) fn unread() -> Self {
        let mut file = Self::default();
        file.unread.anything();
        file
    }
}

/// One declaration: its keyword and its parts in written order, shaped by the form of the keyword.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The keyword, for example `criterion`; `let` and `fn` are Rhai's own.
    pub keyword: &'static str,
    /// Where the keyword stands.
    pub at: Position,
    /// The parts, in written order.
    pub parts: Vec<Part>,
}

/// One part of a declaration, for example the citation of a criterion.
#[derive(Clone, Debug)]
pub struct Part {
    /// What the part is in its form, for example `citation`.
    pub label: &'static str,
    /// Where it stands.
    pub at: Position,
    /// What was written.
    pub node: Node,
}

/// What can be written in a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An identifier or a fixed word of the language.
    Word(String),
    /// A quoted text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An expression.
    Expr(Expr),
    /// Declarations in braces, for example the states and steps of a workflow.
    Items(Vec<Declaration>),
    /// A word that says all by standing there, for example `division`.
    Mark,
}

/// An expression and where it begins.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Where it begins.
    pub at: Position,
    /// What it is.
    pub kind: ExprKind,
}

/// The shapes an expression can have. Whatever else Rhai would parse is refused with a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExprKind {
    /// A number literal, read exactly.
    Number(Number),
    /// A quoted text.
    Text(String),
    /// `true` or `false`.
    YesNo(bool),
    /// A name.
    Name(String),
    /// A name of another pack: `size::is_sme`.
    Imported(String, String),
    /// `revenue.last`, `patent.class`.
    Field(Box<Expr>, String),
    /// `rd_expense[y]`.
    Index(Box<Expr>, Box<Expr>),
    /// `percent(3)`, `all([...])`.
    Call(String, Vec<Expr>),
    /// `revenue.prior(1)`.
    Method(Box<Expr>, String, Vec<Expr>),
    /// `|p| p.in_use`.
    Lambda(Vec<String>, Box<Expr>),
    /// `[a, b]`.
    Array(Vec<Expr>),
    /// `#{ zh: "…" }`, keys in written order.
    Map(Vec<(String, Expr)>),
    /// `a >= b`, `a + b`.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `-a`.
    Negate(Box<Expr>),
    /// `a and b and c`.
    And(Vec<Expr>),
    /// `a or b or c`.
    Or(Vec<Expr>),
    /// `if a { x } else if b { y } else { z }`; the `else` is missing where it was not written.
    If(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// `switch a { "x" => 1, _ => 2 }`: the values of each arm (none for `_`) and its result.
    Switch(Box<Expr>, Vec<(Option<Vec<Expr>>, Expr)>),
}

/// An operator between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`, exact
    Divide,
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

impl Operator {
    /// Every operator with its spelling.
    pub(crate) const ALL: [(Self, &'static str); 10] = [
        (Self::Add, "+"),
        (Self::Subtract, "-"),
        (Self::Multiply, "*"),
        (Self::Divide, "/"),
        (Self::AtLeast, ">="),
        (Self::Above, ">"),
        (Self::AtMost, "<="),
        (Self::Below, "<"),
        (Self::Equal, "=="),
        (Self::NotEqual, "!="),
    ];

    /// The operator with this spelling.
    pub(crate) fn spelt(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, spelling)| *spelling == text).map(|(operator, _)| *operator)
    }

    /// Its spelling.
    #[must_use]
    pub fn spelling(self) -> &'static str {
        Self::ALL.iter().find(|(operator, _)| *operator == self).map_or("?", |(_, spelling)| spelling)
    }
}

impl Declaration {
    /// The part with this label, if it was written.
    #[must_use]
    pub fn part(&self, label: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.label == label)
    }

    /// The word, quoted text or mark in a part, with its place.
    #[must_use]
    pub fn word(&self, label: &str) -> Option<(&str, Position)> {
        match self.part(label)? {
            Part { node: Node::Word(text) | Node::Text(text), at, .. } => Some((text, *at)),
            _ => None,
        }
    }

    /// The expression in a part.
    #[must_use]
    pub fn expr(&self, label: &str) -> Option<&Expr> {
        match &self.part(label)?.node {
            Node::Expr(expr) => Some(expr),
            _ => None,
        }
    }

    /// The declarations in braces of this one.
    #[must_use]
    pub fn items(&self) -> &[Declaration] {
        self.parts
            .iter()
            .find_map(|part| match &part.node {
                Node::Items(items) => Some(items.as_slice()),
                _ => None,
            })
            .unwrap_or(&[])
    }

    /// How many declarations it is, those in its braces counted.
    pub(crate) fn count(&self) -> usize {
        let mut count = 0;
        let mut waiting = vec![self];
        while let Some(one) = waiting.pop() {
            count += 1;
            waiting.extend(one.items());
        }
        count
    }
}

impl PartialEq for Declaration {
    fn eq(&self, other: &Self) -> bool {
        self.keyword == other.keyword && self.parts == other.parts
    }
}

impl Eq for Declaration {}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label && self.node == other.node
    }
}

impl Eq for Part {}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Expr {}
