//! Reads a policy declaration by declaration where the whole does not parse: one syntax error for each that is broken.

use super::lower::lower;
use super::pieces::{Piece, is_keyword, pieces};
use super::syntax::{MAX_FUNCTIONS, Reader, Refused, too_many, too_many_functions};
use super::tokens::{Token, TokenKind, tokens};
use super::{MAX_DECLARATIONS, empty};
use crate::ast::{Declaration, Expr, ExprKind, File, Node, Unread};
use crate::{Diagnostic, Position};

/// After this many syntax errors no more are looked for; a last remark says so.
const MAX_ERRORS: usize = 200;

/// What a file says, and what is wrong with how it is written.
pub(super) fn read(source: &str, name: &str) -> (File, Vec<Diagnostic>) {
    let mut found = Found { source, name, file: File::default(), remarks: Vec::new() };
    let mut all = tokens(source);
    let mut text = source;
    if let Some(open) = all.pop_if(|token| token.kind == TokenKind::OpenComment) {
        // Rhai would take the rest of the file for a comment and say nothing.
        let remark = Diagnostic::error(
            "unfinished-comment",
            "a comment that begins here does not end; the rest of the file would be lost",
            "end it with `*/`, or begin each line of a comment with `//`",
        );
        found.refuse(remark, open.at);
        found.file.unread.anything();
        text = source.get(..open.start).unwrap_or_default();
    }
    all.retain(|token| token.kind != TokenKind::Comment);
    // Rhai takes quadratic time over a long run of `let`; so they are counted before it starts.
    if let Some(last) = all.iter().filter(|token| token.is("let")).nth(MAX_DECLARATIONS) {
        return found.nothing(too_many(), last.at);
    }
    let all_pieces = pieces(&all);
    let mut reader = Reader::new();
    let tree = match miscounted(&all) {
        Some(problem) => Err(Refused::Place(Box::new(problem))),
        None => reader.read(text),
    };
    match tree {
        Ok(tree) => match lower(&tree, text) {
            Ok(lowered) => match lowered.remarks.first().cloned() {
                // One that runs on into the next takes it along: alone, that one may read well.
                Some(first) if all_pieces.len() > 1 => {
                    if let Err(remark) = found.by_pieces(text, &all_pieces, reader, first) {
                        return found.nothing(*remark, Position::default());
                    }
                }
                _ => found.keep(lowered, Position::new(1, 1), &all_pieces),
            },
            Err(remark) => return found.nothing(*remark, Position::default()),
        },
        Err(Refused::File(remark)) => return found.nothing(*remark, Position::default()),
        Err(Refused::Place(problem)) => {
            if let Err(remark) = found.by_pieces(text, &all_pieces, reader, *problem) {
                return found.nothing(*remark, Position::default());
            }
        }
    }
    found.finish()
}

/// What has been read so far.
struct Found<'s> {
    source: &'s str,
    name: &'s str,
    file: File,
    remarks: Vec<(Position, Diagnostic)>,
}

impl<'s> Found<'s> {
    fn refuse(&mut self, remark: Diagnostic, at: Position) {
        self.remarks.push((at, remark));
    }

    /// One remark about the whole file, of which nothing is kept.
    fn nothing(&self, remark: Diagnostic, at: Position) -> (File, Vec<Diagnostic>) {
        (File::unread(), vec![remark.located(self.name, self.source, at)])
    }

    fn finish(mut self) -> (File, Vec<Diagnostic>) {
        self.file.declarations.sort_by_key(|declaration| declaration.at);
        let parts: usize = self.file.declarations.iter().map(Declaration::count).sum();
        if parts > MAX_DECLARATIONS {
            return self.nothing(too_many(), Position::default());
        }
        if self.file.declarations.is_empty() && self.remarks.is_empty() {
            self.refuse(empty("the policy holds no declaration"), Position::default());
            self.file.unread.anything();
        }
        self.remarks.sort_by_key(|(at, _)| *at);
        let more = self.remarks.len() > MAX_ERRORS;
        self.remarks.truncate(MAX_ERRORS);
        if more {
            let found =
                format!("more than {MAX_ERRORS} declarations cannot be read; the others are not shown");
            let last = Diagnostic::error("more-remarks", found, "mend these first");
            self.remarks.push((Position::default(), last));
        }
        let located = self.remarks.into_iter().map(|(at, remark)| remark.located(self.name, self.source, at));
        let located = located.collect();
        (self.file, located)
    }

    /// Keeps what was lowered from a text that begins at `base`. What could not be, is known by its words.
    fn keep(&mut self, lowered: super::lower::Lowered, base: Position, pieces: &[Piece<'_, 's>]) {
        for mut declaration in lowered.declarations {
            move_declaration(&mut declaration, base);
            self.file.declarations.push(declaration);
        }
        for (remark, at) in lowered.remarks {
            let at = moved(at, base);
            let after = pieces.partition_point(|piece| piece.first().is_none_or(|first| first.at <= at));
            match after.checked_sub(1).and_then(|index| pieces.get(index)) {
                Some(piece) => declared(piece, &mut self.file.unread),
                None => self.file.unread.anything(),
            }
            self.refuse(remark, at);
        }
    }

    /// Reads each piece on its own. An error is about the whole file where it holds more than may be read.
    fn by_pieces(
        &mut self,
        text: &'s str,
        pieces: &[Piece<'_, 's>],
        mut reader: Reader,
        whole: (Diagnostic, Position),
    ) -> Result<(), Box<Diagnostic>> {
        if pieces.len() < 2 {
            for piece in pieces {
                declared(piece, &mut self.file.unread);
            }
            self.refuse(whole.0, within(whole.1, pieces.first()));
            return Ok(());
        }
        let broken = self.remarks.len();
        let mut functions = 0;
        let mut kept = Vec::new();
        // Where the last refused piece ends.
        let mut refused_on = None;
        for (index, piece) in pieces.iter().enumerate() {
            let before = self.remarks.len();
            // The rest of the line of a broken one, cut at a `;` in a text whose quotes are not quotes.
            let rest =
                piece.first().is_some_and(|first| refused_on == Some(first.at.line) && !is_keyword(first));
            if rest {
                declared(piece, &mut self.file.unread);
                refused_on = piece.last().map(Token::last_line);
                continue;
            }
            if self.remarks.len() > MAX_ERRORS {
                declared(piece, &mut self.file.unread);
                continue;
            }
            let base = piece.first().map_or_else(Position::default, |first| first.at);
            let own = piece.text(text);
            if let Some((remark, at)) = miscounted(piece.tokens) {
                declared(piece, &mut self.file.unread);
                self.refuse(remark, at);
                continue;
            }
            match reader.read(own) {
                Ok(tree) => {
                    functions += tree.iter_fn_def().count();
                    if functions > MAX_FUNCTIONS {
                        return Err(Box::new(too_many_functions()));
                    }
                    let last = piece.last().filter(|last| !last.is(";") && index + 1 < pieces.len());
                    if let Some(last) = last
                        && !reader.ends(own)
                    {
                        self.refuse(unended(piece), last.at);
                    }
                    kept.push((index, lower(&tree, own)?));
                }
                Err(Refused::File(remark)) => return Err(remark),
                Err(Refused::Place(problem)) => {
                    let (remark, at) = *problem;
                    declared(piece, &mut self.file.unread);
                    self.refuse(remark, within(moved(at, base), Some(piece)));
                }
            }
            refused_on = piece.last().filter(|_| self.remarks.len() > before).map(Token::last_line);
        }
        // Each declaration reads well, and not beside the others: two functions of one name, for example.
        let alone = (self.remarks.len() == broken).then_some(whole);
        for (index, lowered) in kept {
            let Some(piece) = pieces.get(index) else { continue };
            if alone.as_ref().is_some_and(|(_, at)| piece.holds(*at)) {
                declared(piece, &mut self.file.unread);
                continue;
            }
            let base = piece.first().map_or_else(Position::default, |first| first.at);
            self.keep(lowered, base, std::slice::from_ref(piece));
        }
        if let Some((remark, at)) = alone {
            self.refuse(remark, at);
        }
        Ok(())
    }
}

/// Rhai miscounts the columns after `\${` in backticks, and a number is read again from its place.
fn miscounted(tokens: &[Token<'_>]) -> Option<(Diagnostic, Position)> {
    let text = tokens.iter().find(|token| token.text.starts_with('`') && token.text.contains("\\${"))?;
    let remark = Diagnostic::error(
        "not-in-language",
        "`\\${` in backticks is not part of the policy language",
        "write the text in double quotes",
    );
    Some((remark, text.at))
}

fn unended(piece: &Piece<'_, '_>) -> Diagnostic {
    let keyword = piece.first().map_or("", |first| first.text);
    Diagnostic::error(
        "syntax",
        format!("expected `;` after this: the next declaration begins, and this `{keyword}` has not ended"),
        "a declaration ends with `;` unless it ends with the `}` of its body",
    )
}

/// The names a piece would declare, and what else its loss could be blamed for.
fn declared(piece: &Piece<'_, '_>, unread: &mut Unread) {
    let tokens = piece.tokens;
    let mut named = false;
    for pair in tokens.windows(2) {
        let [first, second] = pair else { continue };
        if second.kind == TokenKind::Word && (is_keyword(first) || first.is("as")) {
            named = true;
            unread.name(second.text);
            // A sign too many may stand before it.
            if first.is("policy") {
                unread.header();
            }
        }
    }
    // A keyword that is misspelt, at the beginning of a line of its own.
    for three in tokens.windows(3) {
        if let [before, first, second] = three
            && first.at.line > before.last_line()
            && first.kind == TokenKind::Word
            && second.kind == TokenKind::Word
        {
            unread.name(second.text);
        }
    }
    // A word too many before the name: a reserved one, for example.
    if let [first, _, third, ..] = tokens
        && is_keyword(first)
        && third.kind == TokenKind::Word
    {
        unread.name(third.text);
    }
    match tokens {
        [first, ..] if is_keyword(first) => {
            if first.is("policy") {
                unread.header();
            }
            // Some keywords name nothing.
            named |= matches!(first.text, "use" | "applies" | "classify" | "policy");
        }
        // A keyword that is misspelt: what follows it is the name.
        [first, second, ..] if first.kind == TokenKind::Word && second.kind == TokenKind::Word => {
            named = true;
            unread.name(second.text);
            unread.header();
        }
        _ => {}
    }
    if !named || tokens.iter().any(|token| token.kind == TokenKind::OpenText && token.text.contains('\n')) {
        unread.anything();
    }
    unread.some();
}

/// A place inside the piece: an error after its end is an error of its last token.
fn within(at: Position, piece: Option<&Piece<'_, '_>>) -> Position {
    let Some((first, last)) = piece.and_then(|piece| Some((piece.first()?.at, piece.last()?.at))) else {
        return at;
    };
    at.clamp(first, last)
}

/// A place of a text that begins at `base`, in the whole file.
fn moved(at: Position, base: Position) -> Position {
    match at.line {
        0 => base,
        1 => Position::new(base.line, base.column.saturating_add(at.column).saturating_sub(1)),
        line => Position::new(base.line.saturating_add(line).saturating_sub(1), at.column),
    }
}

fn move_declaration(declaration: &mut Declaration, base: Position) {
    if base == Position::new(1, 1) {
        return;
    }
    declaration.at = moved(declaration.at, base);
    for part in &mut declaration.parts {
        part.at = moved(part.at, base);
        match &mut part.node {
            Node::Expr(expr) => move_expr(expr, base),
            Node::Items(items) => items.iter_mut().for_each(|item| move_declaration(item, base)),
            Node::Word(_) | Node::Text(_) | Node::Integer(_) | Node::Mark => {}
        }
    }
}

/// Every place of an expression; as deep as Rhai read it, which is bounded.
fn move_expr(expr: &mut Expr, base: Position) {
    use ExprKind as K;
    expr.at = moved(expr.at, base);
    match &mut expr.kind {
        K::Field(inner, _) | K::Negate(inner) | K::Lambda(_, inner) => move_expr(inner, base),
        K::Index(a, b) | K::Binary(_, a, b) => {
            move_expr(a, base);
            move_expr(b, base);
        }
        K::Call(_, parts) | K::Array(parts) | K::And(parts) | K::Or(parts) => {
            parts.iter_mut().for_each(|part| move_expr(part, base));
        }
        K::Method(inner, _, parts) => {
            move_expr(inner, base);
            parts.iter_mut().for_each(|part| move_expr(part, base));
        }
        K::Map(entries) => entries.iter_mut().for_each(|(_, value)| move_expr(value, base)),
        K::If(branches, otherwise) => {
            for (condition, result) in branches {
                move_expr(condition, base);
                move_expr(result, base);
            }
            if let Some(otherwise) = otherwise {
                move_expr(otherwise, base);
            }
        }
        K::Switch(subject, cases) => {
            move_expr(subject, base);
            for (values, result) in cases {
                values.iter_mut().flatten().for_each(|value| move_expr(value, base));
                move_expr(result, base);
            }
        }
        K::Number(_) | K::Text(_) | K::YesNo(_) | K::Name(_) | K::Imported(..) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_moves_with_the_text_around_it() {
        let base = Position::new(3, 5);
        assert_eq!(moved(Position::new(1, 1), base), base);
        assert_eq!(moved(Position::new(1, 4), base), Position::new(3, 8));
        assert_eq!(moved(Position::new(2, 4), base), Position::new(4, 4));
        let all: Vec<Token<'_>> = tokens("fact a : money; fact b : ;");
        assert_eq!(pieces(&all).len(), 2);
    }
}
