//! Rhai set up for the language: what is switched off, what is bounded, and the declarations as custom syntax.

use super::MAX_DECLARATIONS;
use crate::ast::{Form, Slot, SlotKind, form, forms};
use crate::{Diagnostic, Position};
use rhai::{
    AST, Dynamic, Engine, ImmutableString, LexError, OptimizationLevel, ParseError, ParseErrorType, Token,
};
use std::panic::AssertUnwindSafe;

// Cargo merges features over a whole build: another crate that links Rhai with `only_i32` or `unchecked` would
// change what this language means. Then the build stops here, with a reason.
const _: () = assert!(
    std::mem::size_of::<rhai::INT>() == 8,
    "gradus needs 64-bit integers in Rhai: another crate of this build turns on rhai's feature `only_i32`"
);

/// Nesting that is read; deeper text is refused by the parser, the same in debug and release builds.
const MAX_EXPR_DEPTH: usize = 32;
const MAX_FUNCTION_DEPTH: usize = 16;

/// Functions and closures of one file.
pub(super) const MAX_FUNCTIONS: usize = 512;

/// Rhai words that make no sense in a rule.
const SWITCHED_OFF: [&str; 14] = [
    "eval", "print", "debug", "import", "export", "while", "loop", "do", "for", "throw", "try", "catch",
    "switch", "in",
];

/// Why a text gives no tree: an error at a place, or one about the whole file.
pub(super) enum Refused {
    Place(Box<(Diagnostic, Position)>),
    File(Box<Diagnostic>),
}

/// Rhai's parser, set up for the language.
pub(super) struct Reader {
    engine: Engine,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { engine: engine() }
    }

    /// Parses the text into Rhai's tree.
    pub(super) fn read(&mut self, source: &str) -> Result<AST, Refused> {
        // Rhai's parser is not ours: should it panic on some text, the drafter still gets a diagnostic. Nothing it
        // left half-done is looked at again: the engine is made anew.
        match std::panic::catch_unwind(AssertUnwindSafe(|| self.engine.compile(source))) {
            Ok(Ok(tree)) => Ok(tree),
            Ok(Err(error)) if *error.err_type() == ParseErrorType::TooManyFunctions => {
                Err(Refused::File(Box::new(too_many_functions())))
            }
            Ok(Err(error)) => Err(Refused::Place(Box::new(explain(&error)))),
            Err(_) => {
                *self = Self::new();
                let remark = Diagnostic::error(
                    "parser-failed",
                    "the parser failed on this text",
                    "please report the file; until it is mended, leave out what was added last",
                );
                Err(Refused::Place(Box::new((remark, Position::default()))))
            }
        }
    }

    /// Whether another declaration may follow this text as it ends.
    pub(super) fn ends(&mut self, source: &str) -> bool {
        self.read(&format!("{source}\nlet next = 0;")).is_ok()
    }
}

/// The remark about a file with too many declarations.
pub(super) fn too_many() -> Diagnostic {
    Diagnostic::error(
        "too-many-declarations",
        format!("more than {MAX_DECLARATIONS} declarations in one file"),
        "split the policy by document; one file holds one document",
    )
}

/// The remark about a file with too many functions.
pub(super) fn too_many_functions() -> Diagnostic {
    Diagnostic::error(
        "too-many-functions",
        format!("more than {MAX_FUNCTIONS} functions and closures in one file"),
        "split the policy by document; one file holds one document",
    )
}

/// A Rhai position as ours.
pub(super) fn place(at: rhai::Position) -> Position {
    let count = |n: Option<usize>| n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    Position::new(count(at.line()), count(at.position()))
}

pub(super) fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    // Does not compile where another crate of the build turns on rhai's feature `unchecked`.
    engine.set_max_expr_depths(MAX_EXPR_DEPTH, MAX_FUNCTION_DEPTH);
    engine.set_max_string_size(4_096);
    engine.set_max_array_size(256);
    engine.set_max_map_size(256);
    engine.set_max_functions(MAX_FUNCTIONS);
    for word in SWITCHED_OFF {
        engine.disable_symbol(word);
    }
    // `and` and `or` are Rhai's own operators under readable names.
    #[allow(deprecated, reason = "marked volatile by Rhai, not obsolete; the version is pinned")]
    engine.on_parse_token(|token, _, _| match token {
        Token::Identifier(word) if *word == "and" => Token::And,
        Token::Identifier(word) if *word == "or" => Token::Or,
        // Rhai keeps the word for itself; here it begins a declaration and is a key of `applies`.
        Token::Reserved(word) if *word == "use" => Token::Identifier(word),
        token => token,
    });
    for form in forms() {
        let step = move |_: &[ImmutableString], ahead: &str, state: &mut Dynamic| {
            let mut progress = Progress::read(form, state);
            let next = progress.next(ahead);
            *state = progress.write();
            next
        };
        engine.register_custom_syntax_with_state_raw(form.keyword, step, false, |_, _, _| Ok(Dynamic::UNIT));
    }
    engine.register_custom_syntax_with_state_raw("switch", switch_step, false, |_, _, _| Ok(Dynamic::UNIT));
    engine
}

/// How far a declaration has been read. Rhai keeps it in its tree, where it must be hashable: so it travels as text.
#[derive(Clone, Debug)]
struct Progress {
    form: &'static Form,
    /// The run of slots being read: 0 for the head, else the tail before this number.
    run: usize,
    index: usize,
    word_read: bool,
    /// The slots filled so far, in written order, as run and index.
    filled: Vec<(usize, usize)>,
}

/// The slots of a declaration that were filled, in written order, from the state Rhai kept.
pub(super) fn filled_slots(form: &'static Form, state: &Dynamic) -> Vec<Slot> {
    let progress = Progress::read(form, state);
    let slots = progress.filled.iter().filter_map(|(run, index)| run_of(form, *run).get(*index));
    slots.copied().collect()
}

fn run_of(form: &'static Form, run: usize) -> &'static [Slot] {
    match run.checked_sub(1) {
        None => form.head,
        Some(tail) => form.tails.get(tail).copied().unwrap_or(&[]),
    }
}

impl Progress {
    /// From numbers joined by spaces: run, index, whether the word was read, then the filled slots.
    fn read(form: &'static Form, state: &Dynamic) -> Self {
        let text = state.clone().into_string().unwrap_or_default();
        let mut numbers = text.split(' ').map_while(|number| number.parse::<usize>().ok());
        let mut next = || numbers.next();
        let (run, index, word) = (next().unwrap_or(0), next().unwrap_or(0), next().unwrap_or(0));
        let mut filled = Vec::new();
        while let (Some(run), Some(index)) = (next(), next()) {
            filled.push((run, index));
        }
        Self { form, run, index, word_read: word == 1, filled }
    }

    fn write(&self) -> Dynamic {
        let mut text = format!("{} {} {}", self.run, self.index, usize::from(self.word_read));
        for (run, index) in &self.filled {
            text.push_str(&format!(" {run} {index}"));
        }
        text.into()
    }

    /// What Rhai must read next, or none where the declaration is complete.
    fn next(&mut self, ahead: &str) -> Result<Option<ImmutableString>, ParseError> {
        loop {
            if let Some(slot) = run_of(self.form, self.run).get(self.index) {
                if !slot.word.is_empty() && !self.word_read {
                    self.word_read = true;
                    return Ok(Some(slot.word.into()));
                }
                self.filled.push((self.run, self.index));
                self.index += 1;
                self.word_read = false;
                let marker = match slot.kind {
                    SlotKind::Word => "$ident$",
                    SlotKind::Text => "$string$",
                    SlotKind::Integer => "$int$",
                    SlotKind::Expr => "$expr$",
                    SlotKind::Body | SlotKind::Items => "$block$",
                    SlotKind::Mark => continue,
                };
                return Ok(Some(marker.into()));
            }
            let begins = |slot: &Slot| match (slot.word, slot.kind) {
                ("", SlotKind::Body | SlotKind::Items) => ahead == "{",
                ("", _) => ahead == "#{",
                (word, _) => ahead == word,
            };
            let Some(tail) = self.form.tails.iter().position(|tail| tail.first().is_some_and(begins)) else {
                return Ok(None);
            };
            if self.filled.iter().any(|(run, _)| *run == tail + 1) {
                let problem = LexError::ImproperSymbol(ahead.to_owned(), format!("`{ahead}` is said twice"));
                // Rhai puts in the place of the word ahead.
                return Err(ParseError(ParseErrorType::BadInput(problem).into(), rhai::Position::NONE));
            }
            self.run = tail + 1;
            self.index = 0;
        }
    }
}

/// `switch` read by our own syntax, because Rhai's tree keeps only hashes of the values of its arms.
#[allow(clippy::unnecessary_wraps, reason = "the shape of a parse callback")]
fn switch_step(
    read: &[ImmutableString],
    ahead: &str,
    state: &mut Dynamic,
) -> Result<Option<ImmutableString>, ParseError> {
    // The state counts arms and remembers which are defaults, as a text of `v` and `_`.
    let next =
        match read.last().map(ImmutableString::as_str) {
            Some("switch") => "$expr$",
            Some("}") => return Ok(None),
            Some("$expr$") if read.len() == 2 => "{",
            Some("=>" | "_") => {
                if read.last().is_some_and(|last| last == "_") {
                    "=>"
                } else {
                    "$expr$"
                }
            }
            Some("$expr$") if read.iter().rev().nth(1).is_some_and(|before| before == "=>") => {
                if ahead == "," { "," } else { "}" }
            }
            Some("$expr$") => "=>",
            _ if ahead == "}" => "}",
            _ => {
                let mut arms = state.clone().into_string().unwrap_or_default();
                arms.push(if ahead == "_" { '_' } else { 'v' });
                *state = arms.into();
                if ahead == "_" { "_" } else { "$expr$" }
            }
        };
    Ok(Some(next.into()))
}

/// A parse error in a drafter's words.
fn explain(error: &ParseError) -> (Diagnostic, Position) {
    let at = place(error.position());
    let remark = match error.err_type() {
        ParseErrorType::ExprTooDeep => Diagnostic::error(
            "too-deep",
            format!("nested more than {MAX_EXPR_DEPTH} deep"),
            "name the inner parts with `let`, and write long chains as `all([...])` or `any([...])`",
        ),
        ParseErrorType::LiteralTooLarge(what, limit) => Diagnostic::error(
            "too-large",
            format!("{} is over the limit of {limit}", lower_first(what)),
            "a list or map holds at most 256 entries, a text at most 4096 characters",
        ),
        ParseErrorType::Reserved(word) => Diagnostic::error(
            "reserved-word",
            format!("`{word}` is a reserved word"),
            "choose another name, for example with an ending: `until_day` instead of `until`",
        ),
        ParseErrorType::BadInput(LexError::ImproperSymbol(word, description))
            if description.contains("disabled") =>
        {
            Diagnostic::error(
                "not-in-language",
                format!("`{word}` is not part of the policy language"),
                "a policy states rules; it runs nothing",
            )
        }
        ParseErrorType::BadInput(LexError::MalformedNumber(number)) => {
            let message = format!("`{}` is not a number that can be read", shortened(number));
            let help = "write digits, `_` between groups of them and one point: `1_000_000.5`; at most 28 digits before the point";
            Diagnostic::error("syntax", message, help)
        }
        ParseErrorType::MissingToken(token, context) if form_named(context).is_some() => {
            let form = form_named(context).map_or("", |form| form.example);
            Diagnostic::error("syntax", format!("expected `{token}` here"), format!("the form is `{form}`"))
        }
        ParseErrorType::MissingToken(token, _) if token == ";" => Diagnostic::error(
            "syntax",
            "expected `;` before this",
            "a declaration ends with `;` unless it ends with `}`; check the spelling of the word here and before it",
        ),
        other => Diagnostic::error(
            "syntax",
            lower_first(&other.to_string()),
            "docs/language.md shows each declaration with an example; every one ends with `;` or `}`",
        ),
    };
    (remark, at)
}

/// The form a Rhai message is about: it says "for 'criterion' expression".
fn form_named(context: &str) -> Option<&'static Form> {
    form(context.split('\'').nth(1)?)
}

/// The beginning of a long word.
fn shortened(word: &str) -> String {
    const MOST: usize = 32;
    let begin: String = word.chars().take(MOST).collect();
    if begin.len() < word.len() { begin + "…" } else { begin }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
