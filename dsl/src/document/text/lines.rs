//! The lines of a text with the place of each character; what is markup (HTML tags, Markdown marks, entities, pinyin
//! after each character) is left out here, before anything is read.

use super::folded::is_han;

/// A character with its place in the original.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) c: char,
    /// In characters.
    pub(crate) origin: usize,
    /// In bytes.
    pub(crate) byte: usize,
}

/// A line without blanks at its ends; an empty one is a blank line.
pub(crate) struct Line {
    pub(crate) pieces: Vec<Piece>,
    /// Where it begins and ends in the original.
    pub(crate) start: usize,
    pub(crate) start_byte: usize,
    pub(crate) end: usize,
    pub(crate) end_byte: usize,
    /// Whether only one line break is between it and the line before.
    pub(crate) adjoins: bool,
    /// Whether it is a main heading of a page of HTML.
    pub(crate) titles: bool,
}

impl Line {
    pub(crate) fn first(&self) -> Option<char> {
        self.pieces.first().map(|piece| piece.c)
    }

    pub(crate) fn last(&self) -> Option<char> {
        self.pieces.last().map(|piece| piece.c)
    }

    /// Whether it ends as a sentence does.
    pub(crate) fn ends(&self) -> bool {
        self.last().is_some_and(|c| matches!(c, '。' | '；' | '：' | '！' | '？' | ':' | ';'))
    }
}

/// Goes through the lines of a text.
pub(crate) struct Lines<'a> {
    source: &'a str,
    byte: usize,
    origin: usize,
    html: bool,
    done: bool,
    blank: bool,
    /// Whether a main heading is open.
    titles: bool,
    /// Whether a link of Markdown is open on this line.
    linked: bool,
}

/// A tag that is longer is no tag.
const LONGEST_TAG: usize = 4_000;
/// A link that is longer is no link.
const LONGEST_LINK: usize = 2_000;
/// The words of a link that are longer are none.
const LONGEST_LABEL: usize = 400;

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self {
            source,
            byte: 0,
            origin: 0,
            html: is_html(source),
            done: false,
            blank: false,
            titles: false,
            linked: false,
        }
    }

    /// How many characters the text has; to be asked once all lines are read.
    pub(crate) fn length(&self) -> usize {
        self.origin
    }

    /// Whether the text is a page of HTML, whose lines are blocks.
    pub(crate) fn is_page(&self) -> bool {
        self.html
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.byte..).unwrap_or_default()
    }

    /// Takes one character.
    fn take(&mut self) -> Option<Piece> {
        let c = self.rest().chars().next()?;
        let piece = Piece { c, origin: self.origin, byte: self.byte };
        self.byte += c.len_utf8();
        self.origin += 1;
        Some(piece)
    }

    /// Passes over so many bytes.
    fn skip(&mut self, bytes: usize) {
        let passed = self.rest().get(..bytes).unwrap_or_default();
        self.origin += passed.chars().count();
        self.byte += passed.len();
    }

    /// Passes over a tag or comment; whether it ends a line. None where no tag begins here.
    fn tag(&mut self) -> Option<bool> {
        let rest = self.rest();
        if let Some(comment) = rest.strip_prefix("<!--") {
            let length = comment.find("-->").map_or(rest.len(), |end| end + 7);
            self.skip(length);
            return Some(false);
        }
        let name: String = rest
            .chars()
            .skip(1)
            .skip_while(|c| *c == '/')
            .take_while(char::is_ascii_alphanumeric)
            .take(12)
            .collect::<String>()
            .to_ascii_lowercase();
        let known = name.starts_with(|c: char| c.is_ascii_alphabetic())
            || rest.starts_with("<!")
            || rest.starts_with("<?");
        // Outside a page only a break is markup; `<` is a sign of mathematics.
        if !known || !(self.html || matches!(name.as_str(), "br" | "p" | "font" | "span" | "strong" | "div"))
        {
            return None;
        }
        let end = rest.char_indices().take(LONGEST_TAG).find(|(_, c)| *c == '>').map(|(at, _)| at + 1)?;
        let closes = rest.starts_with("</");
        self.skip(end);
        if name == "h1" {
            self.titles = !closes;
        }
        if !closes && matches!(name.as_str(), "script" | "style" | "noscript" | "head") {
            let rest = self.rest();
            let close = format!("</{name}");
            let length = find_ascii(rest, &close).unwrap_or(rest.len());
            // The title of the page stands in its head, and is not the title of the document.
            self.skip(length);
        }
        let inline = [
            "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "input", "label", "mark", "o",
            "q", "s", "small", "span", "strong", "sub", "sup", "u", "w", "wbr", "st1", "bdo", "ins", "del",
            "kbd", "tt", "var",
        ];
        Some(!inline.contains(&name.as_str()))
    }

    /// A character written as an entity.
    fn entity(&mut self) -> Option<Piece> {
        let rest = self.rest();
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at)?;
        let name = rest.get(1..end)?;
        let c = match name.strip_prefix('#') {
            Some(number) => {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
            None => named(name)?,
        };
        let piece = Piece { c, origin: self.origin, byte: self.byte };
        self.skip(end + 1);
        Some(piece)
    }

    /// Passes over a mark of Markdown. A place where none stands is left as it is.
    fn mark(&mut self, before: Option<char>) -> bool {
        let rest = self.rest();
        let length = if rest.starts_with("![") {
            image(rest)
        } else if rest.starts_with("**") {
            rest.bytes().take_while(|b| *b == b'*').count()
        } else if rest.starts_with("](") {
            if std::mem::take(&mut self.linked) { link_end(rest) } else { 0 }
        } else if rest.starts_with('[') {
            let opens =
                link_label(rest).is_some_and(|at| rest.get(at..).is_some_and(|end| link_end(end) > 0));
            self.linked |= opens;
            usize::from(opens)
        } else if rest.starts_with('\\') {
            usize::from(rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation) && before != Some('\\'))
        } else {
            0
        };
        self.skip(length);
        length > 0
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            if self.done {
                return None;
            }
            let line = self.line();
            // Rows of blank lines are one.
            if line.pieces.is_empty() {
                self.blank = true;
                continue;
            }
            let adjoins = !std::mem::take(&mut self.blank);
            return Some(Line { adjoins, ..line });
        }
    }
}

impl Lines<'_> {
    fn line(&mut self) -> Line {
        let mut pieces: Vec<Piece> = Vec::new();
        let titles = self.titles;
        self.linked = false;
        let (start, start_byte) = (self.origin, self.byte);
        let (end, end_byte) = loop {
            let at = (self.origin, self.byte);
            match self.rest().chars().next() {
                None => {
                    self.done = true;
                    break at;
                }
                Some('\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}') if !self.html => {
                    let first = self.take();
                    // \r\n is one break.
                    if first.is_some_and(|piece| piece.c == '\r') && self.rest().starts_with('\n') {
                        self.take();
                    }
                    break at;
                }
                Some('<') => match self.tag() {
                    Some(true) => break at,
                    Some(false) => {}
                    None => pieces.extend(self.take()),
                },
                Some('&') => match self.entity() {
                    Some(piece) => pieces.push(piece),
                    None => pieces.extend(self.take()),
                },
                Some('*' | '[' | ']' | '\\' | '!') => {
                    if !self.mark(pieces.last().map(|piece| piece.c)) {
                        pieces.extend(self.take());
                    }
                }
                Some(_) => pieces.extend(self.take()),
            }
        };
        let blank = |piece: &Piece| super::folded::is_blank(piece.c);
        let last = pieces.iter().rposition(|piece| !blank(piece)).map_or(0, |at| at + 1);
        pieces.truncate(last);
        let first = pieces.iter().position(|piece| !blank(piece)).unwrap_or(0);
        pieces.drain(..first);
        without_pinyin(&mut pieces);
        Line { pieces, start, start_byte, end, end_byte, adjoins: true, titles }
    }
}

/// Where the `]` stands that closes the `[` at the head, on the same line.
fn link_label(rest: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in rest.char_indices().take(LONGEST_LABEL) {
        match c {
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at),
            ']' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// How long the closing mark of a link at the head is, `](https://…)`; 0 where none stands.
fn link_end(rest: &str) -> usize {
    let Some(link) = rest.strip_prefix("](") else { return 0 };
    let inside = link.char_indices().take(LONGEST_LINK).find(|(_, c)| matches!(c, ')' | '\n'));
    let named = ["http", "mailto"].iter().any(|scheme| link.starts_with(scheme));
    match inside {
        Some((at, ')')) if named || link.starts_with(['#', '/', '.', '<']) => at + 3,
        _ => 0,
    }
}

/// How long the mark of an image is; 0 where none begins.
fn image(rest: &str) -> usize {
    let line =
        rest.char_indices().take(LONGEST_LINK).find(|(_, c)| *c == '\n').map_or(rest, |(at, _)| &rest[..at]);
    let near = line.char_indices().nth(LONGEST_LINK).map_or(line, |(at, _)| &line[..at]);
    let target = near.find("](").map(|at| at + 2);
    target.and_then(|at| near.get(at..)?.find(')').map(|end| at + end + 1)).unwrap_or(0)
}

/// Whether a text is a page of HTML.
fn is_html(source: &str) -> bool {
    let head: String = source.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html") || head.contains("<body") || {
        let tags = ["<p>", "<p ", "</p>", "<div", "</div>", "<br", "<td", "<li>"];
        tags.iter().map(|tag| head.matches(tag).count()).sum::<usize>() >= 3
    }
}

/// The entities of HTML that are met in documents.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "thinsp" => ' ',
        "emsp" => '\u{3000}',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "middot" => '·',
        "bull" => '•',
        "times" => '×',
        "ge" => '≥',
        "le" => '≤',
        "pound" => '£',
        "euro" => '€',
        "yen" => '¥',
        "sect" => '§',
        "copy" => '©',
        "permil" => '‰',
        _ => return None,
    })
}

/// Where a name in small letters stands in a text, in any case.
fn find_ascii(text: &str, name: &str) -> Option<usize> {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    text.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))
}

/// Takes out the pronunciation that stands in brackets after each character, where it stands after many.
fn without_pinyin(pieces: &mut Vec<Piece>) {
    let close = |at: usize| -> Option<usize> {
        let open = pieces.get(at).filter(|piece| matches!(piece.c, '(' | '（'))?;
        let before = at.checked_sub(1).and_then(|before| pieces.get(before))?;
        if !is_han(before.c) || open.origin == 0 {
            return None;
        }
        let letters =
            pieces.iter().skip(at + 1).take(8).take_while(|p| p.c.is_alphabetic() && !is_han(p.c)).count();
        let end = at + 1 + letters;
        let closed = pieces.get(end).is_some_and(|piece| matches!(piece.c, ')' | '）'));
        (letters > 0 && closed && pieces.get(at + 1).is_some_and(|p| p.c.is_lowercase())).then_some(end + 1)
    };
    let found: Vec<(usize, usize)> =
        (0..pieces.len()).filter_map(|at| close(at).map(|end| (at, end))).collect();
    if found.len() <= 5 {
        return;
    }
    let mut out = Vec::with_capacity(pieces.len());
    let mut at = 0;
    for (from, to) in found {
        out.extend_from_slice(pieces.get(at..from).unwrap_or_default());
        at = to;
    }
    out.extend_from_slice(pieces.get(at..).unwrap_or_default());
    *pieces = out;
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn only_a_whole_link_is_a_mark() {
        for (source, expected) in [
            ("见[办法](https://example.gov/a)。", "见办法。"),
            ("[[1]](#note)", "[1]"),
            ("[![图](b.png)](https://example.gov)后", "后"),
            // What opens nothing closes nothing, and the other way round.
            ("完善](#)制度", "完善](#)制度"),
            ("完善[制度](h)", "完善[制度](h)"),
            ("[完善\n制度](#)", "[完善制度](#)"),
            ("[一](#a)二](#b)", "一二](#b)"),
        ] {
            let read: String = Lines::new(source).flat_map(|line| line.pieces).map(|piece| piece.c).collect();
            assert_eq!(read, expected, "{source}");
        }
    }
}
