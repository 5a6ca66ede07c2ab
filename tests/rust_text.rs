//! Rust texts without what is not code: comments, quoted texts and test modules, for tests over the sources.

/// The code of a Rust file: comments and quoted texts are blanks, and every item under `#[cfg(test)]` is left out.
///
/// Raw strings are read up to four hashes; a lifetime is told from a character by its closing quote.
#[must_use]
pub fn code_of(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' && is_character(rest) {
            quoted(rest, '\'')
        } else {
            0
        };
        if skipped > 0 {
            code.push(' ');
            rest = &rest[skipped..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    without_tests(&code)
}

/// Code without the items under `#[cfg(test)]`: each ends with its `;` or with the brace that closes it.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        rest = &rest[at + MARK.len()..];
        let mut open = 0usize;
        let end = rest.char_indices().find_map(|(place, c)| {
            match c {
                '{' => open += 1,
                '}' => open = open.saturating_sub(1),
                _ => {}
            }
            (open == 0 && matches!(c, ';' | '}')).then_some(place + 1)
        });
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    kept + rest
}

/// The words of code, with `::` and `!` as words of their own.
#[must_use]
pub fn tokens(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = if word > 0 {
            word
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            found.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    found
}

fn raw_string(text: &str) -> Option<usize> {
    let hashes = (0..=4).find(|count| text.starts_with(&format!("r{}\"", "#".repeat(*count))))?;
    let (open, close) = (hashes + 2, format!("\"{}", "#".repeat(hashes)));
    Some(text[open..].find(&close).map_or(text.len(), |end| open + end + close.len()))
}

fn is_character(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) => true,
        (Some(_), Some(second)) => second == '\'',
        _ => false,
    }
}

/// The length of a quoted text that begins with its quote; a backslash takes the next character with it.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_left() {
        let source = r##"let a = "f64 \" rhai"; // f64
            let b = r#"rhai"#; /* f32 */ fn f<'a>(c: char) -> &'a str { if c == '"' { "x" } else { std::fs::read } }
            #[cfg(test)] mod tests { f64 }"##;
        let code = code_of(source);
        let found = tokens(&code);
        for word in ["f64", "f32", "rhai", "x"] {
            assert!(!found.contains(&word), "{word}: {found:?}");
        }
        for word in ["fs", "::", "read", "'", "str"] {
            assert!(found.contains(&word), "{word}: {found:?}");
        }
    }
}
