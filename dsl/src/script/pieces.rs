//! Cuts the tokens of a policy into its declarations, whatever is wrong inside them.

use super::tokens::{Token, TokenKind};
use crate::Position;
use crate::ast::form;

/// The tokens of one declaration, from its first to its last; comments are not among them.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t, 's> {
    pub(super) tokens: &'t [Token<'s>],
}

impl<'s> Piece<'_, 's> {
    pub(super) fn first(&self) -> Option<&Token<'s>> {
        self.tokens.first()
    }

    pub(super) fn last(&self) -> Option<&Token<'s>> {
        self.tokens.last()
    }

    /// Whether a place lies in it.
    pub(super) fn holds(&self, at: Position) -> bool {
        self.first().is_some_and(|first| first.at <= at) && self.last().is_some_and(|last| at <= last.at)
    }

    /// Its text, comments between its tokens included.
    pub(super) fn text(&self, source: &'s str) -> &'s str {
        match (self.first(), self.last()) {
            (Some(first), Some(last)) => source.get(first.start..last.end()).unwrap_or_default(),
            _ => "",
        }
    }
}

/// Whether the word begins a declaration at the top of a file.
pub(super) fn is_keyword(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Word
        && (matches!(token.text, "let" | "fn") || form(token.text).is_some_and(|form| form.top))
}

/// Whether a declaration begins here, whatever is wrong with it; a keyword before `:` is the key of a map.
fn begins(tokens: &[Token<'_>]) -> bool {
    let [keyword, next, ..] = tokens else { return false };
    is_keyword(keyword) && !next.is(":")
}

/// Whether a token may go on with the declaration that begins with `first`, after a bracket of it is closed.
fn goes_on(first: Option<&Token<'_>>, next: &Token<'_>) -> bool {
    let tail = |word: &str| {
        let form = first.and_then(|first| form(first.text));
        form.is_some_and(|form| {
            form.head.iter().chain(form.tails.iter().copied().flatten()).any(|slot| slot.word == word)
        })
    };
    let sign = next.kind == TokenKind::Sign && !matches!(next.text, "=" | ":");
    sign || next.is("else") || next.is("and") || next.is("or") || tail(next.text)
}

/// The declarations among tokens that hold no comment.
///
/// A declaration ends at a `;` outside all brackets, at a `}` outside all brackets that a keyword follows, and, where
/// its brackets do not match or its `;` is missing, before a line that begins with a declaration no further right.
pub(super) fn pieces<'t, 's>(tokens: &'t [Token<'s>]) -> Vec<Piece<'t, 's>> {
    let mut pieces = Vec::new();
    let mut brackets = Brackets::default();
    let mut start = 0;
    // Brackets were left open, so what closes them may still come and is not a mistake of its own.
    let mut owed = false;
    let mut before = 0;
    for (index, token) in tokens.iter().enumerate() {
        let rest = tokens.get(index..).unwrap_or(&[]);
        let column = tokens.get(start).map_or(1, |first| first.at.column);
        if index > start && token.at.line > before && token.at.column <= column.max(1) && begins(rest) {
            owed |= !brackets.closed();
            push(&mut pieces, tokens.get(start..index), true, &mut owed);
            start = index;
            brackets = Brackets::default();
        }
        before = token.last_line();
        brackets.read(token);
        let next = tokens.get(index + 1);
        let declares =
            next.is_some_and(is_keyword) && !tokens.get(index + 2).is_some_and(|after| after.is(":"));
        // After a body a line no further right that goes on with nothing is another one, its keyword misspelt.
        let stranger = next.is_some_and(|next| {
            next.at.line > before && next.at.column <= column.max(1) && !goes_on(tokens.get(start), next)
        });
        let ends = brackets.closed() && (token.is(";") || token.is("}") && (declares || stranger));
        if ends {
            push(&mut pieces, tokens.get(start..=index), false, &mut owed);
            start = index + 1;
        }
    }
    push(&mut pieces, tokens.get(start..), false, &mut owed);
    pieces
}

fn push<'t, 's>(
    pieces: &mut Vec<Piece<'t, 's>>,
    tokens: Option<&'t [Token<'s>]>,
    cut: bool,
    owed: &mut bool,
) {
    let Some(tokens @ [first, rest @ ..]) = tokens else { return };
    if first.is(";") && rest.is_empty() {
        return;
    }
    let inner = first.kind == TokenKind::Word && form(first.text).is_some_and(|form| !form.top);
    let closes = matches!(first.text, ")" | "]" | "}") && first.kind == TokenKind::Sign;
    if *owed && !cut && (inner || closes) {
        return;
    }
    pieces.push(Piece { tokens });
}

/// The brackets that are open. One that closes takes with it what was opened later and never closed.
#[derive(Default)]
struct Brackets {
    open: Vec<usize>,
    counts: [usize; 3],
}

impl Brackets {
    fn closed(&self) -> bool {
        self.open.is_empty()
    }

    fn read(&mut self, token: &Token<'_>) {
        if token.kind != TokenKind::Sign {
            return;
        }
        let (opens, kind) = match token.text {
            "(" | "(*" => (true, 0),
            "[" | "?[" => (true, 1),
            "{" | "#{" => (true, 2),
            ")" | "*)" => (false, 0),
            "]" => (false, 1),
            "}" => (false, 2),
            _ => return,
        };
        let Some(count) = self.counts.get_mut(kind) else { return };
        if opens {
            *count += 1;
            self.open.push(kind);
        } else if *count > 0 {
            while let Some(last) = self.open.pop() {
                if let Some(count) = self.counts.get_mut(last) {
                    *count = count.saturating_sub(1);
                }
                if last == kind {
                    break;
                }
            }
        }
    }
}
