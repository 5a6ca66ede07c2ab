//! Which words may name something in a policy.

use crate::vocabulary;

/// What Rhai keeps for itself beside its own keywords.
const RESERVED: [&str; 46] = [
    "async",
    "await",
    "call",
    "case",
    "catch",
    "curry",
    "debug",
    "default",
    "do",
    "eval",
    "exit",
    "export",
    "for",
    "global",
    "go",
    "goto",
    "import",
    "in",
    "is",
    "loop",
    "match",
    "module",
    "new",
    "nil",
    "null",
    "package",
    "print",
    "private",
    "protected",
    "public",
    "shared",
    "spawn",
    "static",
    "super",
    "switch",
    "sync",
    "this",
    "thread",
    "throw",
    "try",
    "until",
    "use",
    "var",
    "void",
    "while",
    "with",
];

/// Whether a word may name a fact or a rule: a word that is no part of the language itself.
pub(crate) fn is_free_name(word: &str) -> bool {
    rhai::is_valid_identifier(word)
        && rhai::Token::lookup_symbol_from_syntax(word).is_none()
        && !RESERVED.contains(&word)
        && !matches!(
            word,
            "and" | "or" | "yield" | "type_of" | "is_shared" | "is_def_var" | "is_def_fn" | "open"
        )
        && !vocabulary::declarations().contains(&word)
        && !vocabulary::functions().contains(&word)
        && !vocabulary::types().contains(&word)
        && !vocabulary::intervals().contains(&word)
}
