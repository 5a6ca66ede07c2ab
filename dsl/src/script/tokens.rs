//! Cuts policy text into tokens and keeps everything: comments too, and the white space before each token.

use crate::Position;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// `// …` or `/* … */`; the line end is not part of it.
    Comment,
    /// An identifier or a word of the language.
    Word,
    /// A number, with its sign where Rhai takes the sign for part of it.
    Number,
    /// A text in any quotes, quotes included. One with `${…}` is cut into the texts before, between and after.
    Text,
    /// Brackets, operators and points.
    Sign,
    /// A comment that begins with `/*` and does not end.
    OpenComment,
    /// A text that does not end: in its line, or before the file does.
    OpenText,
    /// A character, or run of characters, that begins no token.
    Unknown,
}

/// One token. The texts of all tokens, each after its gap, are the source again, but for white space at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'s> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'s str,
    /// The white space before it.
    pub(crate) gap: &'s str,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it begins, in lines and characters.
    pub(crate) at: Position,
}

impl Token<'_> {
    /// Where it ends, in bytes.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word or sign.
    pub(crate) fn is(&self, text: &str) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Sign) && self.text == text
    }

    /// The line it ends in.
    pub(crate) fn last_line(&self) -> u32 {
        let breaks = self.text.bytes().filter(|byte| *byte == b'\n').count();
        self.at.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX))
    }
}

/// The tokens of a text, in one pass.
pub(crate) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer {
        rest: source,
        start: 0,
        at: Position::new(1, 1),
        sign_may_stand: true,
        braces: Vec::new(),
        in_text: false,
    };
    std::iter::from_fn(|| lexer.next()).collect()
}

struct Lexer<'s> {
    rest: &'s str,
    start: usize,
    at: Position,
    /// Whether a `-` before a digit belongs to the number, as Rhai decides it from the token before.
    sign_may_stand: bool,
    /// The open braces inside each `${` of a text.
    braces: Vec<usize>,
    /// Whether the text around a `${…}` goes on here.
    in_text: bool,
}

impl<'s> Lexer<'s> {
    fn next(&mut self) -> Option<Token<'s>> {
        let white =
            if self.in_text { 0 } else { self.rest.bytes().take_while(u8::is_ascii_whitespace).count() };
        let gap = self.take(white);
        if self.rest.is_empty() {
            return None;
        }
        let (kind, length) = if std::mem::take(&mut self.in_text) {
            let (length, kind) = self.verbatim(0);
            (kind, length)
        } else {
            self.scan()
        };
        let (start, at) = (self.start, self.at);
        let text = self.take(length);
        if kind == TokenKind::Sign {
            self.count_braces(text);
        }
        if !matches!(kind, TokenKind::Comment | TokenKind::OpenComment) {
            self.sign_may_stand = sign_may_follow(kind, text);
        }
        Some(Token { kind, text, gap, start, at })
    }

    /// The next bytes of the text; places move on.
    fn take(&mut self, length: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        for c in taken.chars() {
            if c == '\n' {
                self.at = Position::new(self.at.line.saturating_add(1), 1);
            } else {
                self.at.column = self.at.column.saturating_add(1);
            }
        }
        self.rest = rest;
        self.start += taken.len();
        taken
    }

    fn count_braces(&mut self, sign: &str) {
        let Some(depth) = self.braces.last_mut() else { return };
        match sign {
            "{" | "#{" => *depth += 1,
            "}" => {
                *depth = depth.saturating_sub(1);
                if *depth == 0 {
                    self.braces.pop();
                    self.in_text = true;
                }
            }
            _ => {}
        }
    }

    /// What begins here, and how many bytes it has.
    fn scan(&mut self) -> (TokenKind, usize) {
        let rest = self.rest;
        let mut chars = rest.chars();
        let (first, second) = (chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0'));
        match (first, second) {
            ('0'..='9', _) => (TokenKind::Number, number(rest)),
            ('-', '0'..='9') if self.sign_may_stand => {
                (TokenKind::Number, 1 + number(rest.get(1..).unwrap_or_default()))
            }
            ('"', _) => quoted(rest, '"', true),
            ('\'', '\'') => (TokenKind::Unknown, 2),
            ('\'', _) => quoted(rest, '\'', false),
            ('`', _) => {
                let (length, kind) = self.verbatim(1);
                (kind, length)
            }
            ('#', '"' | '#') => raw(rest),
            ('/', '/') => (TokenKind::Comment, rest.find(['\n', '\r']).unwrap_or(rest.len())),
            ('/', '*') => match block_comment(rest) {
                Some(length) => (TokenKind::Comment, length),
                None => (TokenKind::OpenComment, rest.len()),
            },
            (c, _) if c == '_' || starts_identifier(c) => {
                let end = rest.find(|c| !continues_identifier(c)).unwrap_or(rest.len());
                (TokenKind::Word, end.max(c.len_utf8()))
            }
            (c, _) => match sign(rest) {
                Some(length) => (TokenKind::Sign, length),
                None => (TokenKind::Unknown, c.len_utf8()),
            },
        }
    }

    /// A text in backticks from `skip` bytes on: to its end, or to the `$` of a `${`.
    fn verbatim(&mut self, skip: usize) -> (usize, TokenKind) {
        let bytes = self.rest.as_bytes();
        let mut at = skip;
        while let Some(byte) = bytes.get(at) {
            match (byte, bytes.get(at + 1), bytes.get(at + 2)) {
                (b'$', Some(b'{'), _) => {
                    self.braces.push(0);
                    return (at + 1, TokenKind::Text);
                }
                (b'\\', Some(b'$'), Some(b'{')) => at += 3,
                (b'`', Some(b'`'), _) => at += 2,
                (b'`', ..) => return (at + 1, TokenKind::Text),
                _ => at += 1,
            }
        }
        (bytes.len(), TokenKind::OpenText)
    }
}

/// Whether a `-` after this token is a sign, and no operator; Rhai's own list.
fn sign_may_follow(kind: TokenKind, text: &str) -> bool {
    match kind {
        TokenKind::Unknown | TokenKind::OpenText => true,
        TokenKind::Word => matches!(text, "if" | "while" | "until" | "in" | "return" | "throw"),
        TokenKind::Sign => !matches!(
            text,
            "}" | ")"
                | "]"
                | "."
                | "?."
                | "=>"
                | "::"
                | "#{"
                | "?"
                | "~"
                | "@"
                | "$"
                | "#"
                | "++"
                | "--"
                | "..."
                | "|>"
                | "<|"
                | "!."
        ),
        _ => false,
    }
}

/// The bytes of a number: digits and `_`, one point before a digit, or before what cannot name a part.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    // `0x1F`, and `0_x1F` too: Rhai skips what separates digits before it looks for the letter.
    let mark = 1 + bytes.iter().skip(1).take_while(|byte| **byte == b'_').count();
    let letter = bytes.get(mark).filter(|_| bytes.first() == Some(&b'0'));
    let radix = matches!(letter, Some(b'x' | b'o' | b'b' | b'X' | b'O' | b'B'));
    let digit: fn(u8) -> bool = match letter {
        Some(b'x' | b'X') => |byte| byte.is_ascii_hexdigit(),
        Some(b'o' | b'O') => |byte| matches!(byte, b'0'..=b'7'),
        Some(b'b' | b'B') => |byte| matches!(byte, b'0' | b'1'),
        _ => |byte| byte.is_ascii_digit(),
    };
    let mut at = if radix { mark + 1 } else { 1 };
    let mut point = radix;
    while let Some(byte) = bytes.get(at).copied() {
        if byte == b'_' || digit(byte) {
            at += 1;
        } else if byte == b'.' && !point {
            match text.get(at + 1..).and_then(|rest| rest.chars().next()) {
                None | Some('_' | '.') => break,
                Some(next) if starts_identifier(next) => break,
                Some(_) => {
                    point = true;
                    at += 1;
                }
            }
        } else {
            break;
        }
    }
    at
}

/// A text in `"` or `'`: a quote is written twice or after `\`; `"` may go on in the next line after `\`.
fn quoted(text: &str, quote: char, continues: bool) -> (TokenKind, usize) {
    let mut chars = text.char_indices().skip(1).peekable();
    let mut escaped = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match c {
            '\r' if next == Some('\n') => {}
            '\n' if escaped && continues => escaped = false,
            '\n' => {
                let end = if text.get(..at).is_some_and(|line| line.ends_with('\r')) { at - 1 } else { at };
                return (TokenKind::OpenText, end);
            }
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote && next == Some(quote) => {
                chars.next();
            }
            c if c == quote => return (TokenKind::Text, at + c.len_utf8()),
            _ => {}
        }
    }
    (TokenKind::OpenText, text.len())
}

/// `#"…"#` with any number of `#`.
fn raw(text: &str) -> (TokenKind, usize) {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    if text.as_bytes().get(hashes) != Some(&b'"') {
        return (TokenKind::Unknown, hashes);
    }
    let bytes = text.as_bytes();
    let mut at = hashes + 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        if *byte == b'"' {
            let closing = bytes.iter().skip(at).take(hashes).take_while(|byte| **byte == b'#').count();
            at += closing;
            if closing == hashes {
                return (TokenKind::Text, at);
            }
        }
    }
    (TokenKind::OpenText, text.len())
}

/// The bytes of a `/* … */`, comments inside it included; none where it does not end.
fn block_comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0usize);
    loop {
        match (bytes.get(at)?, bytes.get(at + 1)) {
            (b'/', Some(b'*')) => {
                depth += 1;
                at += 2;
            }
            (b'*', Some(b'/')) => {
                depth = depth.saturating_sub(1);
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
}

/// The longest sign that begins here, as Rhai cuts them; `()` is two signs.
fn sign(text: &str) -> Option<usize> {
    const SIGNS: [&str; 63] = [
        "===", "!==", "**=", "<<=", ">>=", "::<", "...", "..=", "+=", "++", "-=", "->", "--", "*)", "*=",
        "**", "/=", "..", "==", "=>", "::", ":=", ":;", "<=", "<-", "<<", "<|", ">=", ">>", "!=", "!.", "||",
        "|=", "|>", "&&", "&=", "^=", "%=", "?.", "??", "?[", "#{", "(*", "{", "}", "(", ")", "[", "]", "+",
        "-", "*", "/", ";", ",", ".", "=", ":", "<", ">", "!", "|", "&",
    ];
    const ALONE: [&str; 7] = ["^", "%", "~", "@", "$", "?", "#"];
    if text.strip_prefix("!in").is_some_and(|rest| !rest.starts_with(continues_identifier)) {
        return Some(3);
    }
    SIGNS.iter().chain(&ALONE).find(|sign| text.starts_with(**sign)).map(|sign| sign.len())
}

fn starts_identifier(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    rhai::is_valid_identifier(c.encode_utf8(&mut [0; 4]))
}

fn continues_identifier(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    // What may follow a letter: asked of Rhai, whose table of Unicode decides.
    let mut word = String::with_capacity(5);
    word.push('a');
    word.push(c);
    rhai::is_valid_identifier(&word)
}
