//! What a draft is written with: names that may stand in a script, text literals, comments.

use crate::Number;
use crate::script::is_free_name;
use std::collections::{BTreeMap, BTreeSet};

/// Most characters of a name made from the words of a text.
const LONGEST_NAME: usize = 40;

/// The names given so far: none is given twice.
#[derive(Debug, Default)]
pub(super) struct Names {
    used: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
}

impl Names {
    /// The wanted name, or the wanted name with a number behind it.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let count = self.counts.entry(wanted.to_owned()).or_insert(0);
        loop {
            *count += 1;
            let name = if *count == 1 { wanted.to_owned() } else { format!("{wanted}_{count}") };
            if self.used.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// A name of ASCII letters, figures and `_`.
pub(super) fn identifier(text: &str) -> String {
    let name = slug(text, 100);
    if is_free_name(&name) { name } else { format!("p_{name}") }
}

/// The text's own words as a name: Chinese words as they stand, English words joined by `_`; none where they make no
/// name of the language.
pub(super) fn own_words(text: &str) -> Option<String> {
    let chinese = text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let name = if chinese {
        let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == '_').take(LONGEST_NAME);
        kept.collect::<String>().trim_matches('_').to_owned()
    } else {
        slug(text, LONGEST_NAME)
    };
    is_free_name(&name).then_some(name)
}

fn slug(text: &str, longest: usize) -> String {
    let mut name = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        if c == '_' && name.len() >= longest * 2 / 3 {
            break;
        }
        if name.len() >= longest {
            break;
        }
        if !(c == '_' && name.ends_with('_')) {
            name.push(c);
        }
    }
    name.trim_matches('_').to_owned()
}

/// A text literal; longer than the language allows is cut.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars().take(1_000) {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c => out.push(plain(c)),
        }
    }
    out.push('"');
    out
}

/// A text that may stand in a line comment, cut after so many characters.
pub(super) fn comment(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).map(plain).collect();
    if text.chars().nth(most).is_some() {
        out.push('…');
    }
    out
}

/// A character that may stand in a script: none that ends a line or turns the direction of writing.
fn plain(c: char) -> char {
    let turns = matches!(
        c,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}'
    );
    let breaks = matches!(c, '\u{2028}' | '\u{2029}');
    if c.is_control() || turns || breaks { ' ' } else { c }
}

/// A finite decimal as the language writes it; none for a fraction, or one too long to be read back.
pub(super) fn literal(number: &Number) -> Option<String> {
    let text = number.to_string();
    (text.len() <= 18 && !text.contains('/')).then_some(text)
}

/// `join([a, b])`, a line each; lists longer than the language allows are nested.
pub(super) fn joined(join: &str, items: &[String], indent: usize) -> String {
    const MOST: usize = 200;
    match items {
        [] => String::new(),
        [one] => one.clone(),
        items if items.len() > MOST => {
            let parts: Vec<String> = items.chunks(MOST).map(|part| joined(join, part, indent + 4)).collect();
            joined(join, &parts, indent)
        }
        items => {
            let pad = " ".repeat(indent + 4);
            let lines: String = items.iter().map(|item| format!("{pad}{item},\n")).collect();
            format!("{join}([\n{lines}{}])", " ".repeat(indent))
        }
    }
}
