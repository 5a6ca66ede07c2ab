//! What a verb gives back: an answer to print and its exit code, or one clear error.

use gradus::Error;
use gradus_dsl::{Diagnostic, Document};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// What a verb answers.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Goes to standard output.
    text: String,
    /// Goes there instead, as data: a large document is written as it is, and held once.
    document: Option<Box<Document>>,
    /// Go to standard error, a line each.
    notes: Vec<String>,
    code: u8,
}

impl Answer {
    /// An answer that was given: exit code 0.
    pub(crate) fn given(text: impl Into<String>) -> Self {
        Self { text: text.into(), document: None, notes: Vec::new(), code: 0 }
    }

    /// A document as data.
    pub(crate) fn document(document: Document) -> Self {
        Self { document: Some(Box::new(document)), ..Self::given("") }
    }

    /// The same answer, saying no: exit code 1.
    pub(crate) fn no(self) -> Self {
        Self { code: 1, ..self }
    }

    /// The same answer about bad input: exit code 2.
    pub(crate) fn bad(self) -> Self {
        Self { code: 2, ..self }
    }

    /// The same answer with something to say beside it.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same answer with several things to say beside it.
    pub(crate) fn notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }
}

/// Bad input: exit code 2. Printed in the form of a diagnostic.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// What is wrong, where, and what would be accepted.
    pub(crate) fn new(message: &str, place: &str, help: &str) -> Self {
        let mut text = format!("error: {message}");
        if !place.is_empty() {
            text.push_str(&format!("\n  --> {place}"));
        }
        if !help.is_empty() {
            text.push_str(&format!("\n  = help: {help}"));
        }
        Self(text)
    }

    /// The diagnostics of a text.
    pub(crate) fn diagnostics<'a>(remarks: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let all: Vec<String> = remarks.into_iter().map(ToString::to_string).collect();
        Self(all.join("\n\n"))
    }

    /// An error of the engine about what a file holds.
    pub(crate) fn about(error: &Error, file: &Path) -> Self {
        let file = file.display();
        let place =
            if error.path().is_empty() { file.to_string() } else { format!("{file}: {}", error.path()) };
        Self::new(error.message(), &place, error.advice())
    }

    /// The same failure with something to say beside it.
    pub(crate) fn notes(self, notes: &[String]) -> Self {
        if notes.is_empty() { self } else { Self(format!("{}\n{}", self.0, notes.join("\n"))) }
    }
}

/// An error of the engine about the question itself.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error.message(), error.path(), error.advice())
    }
}

/// Prints an answer and gives its exit code. A reader that has seen enough (`| head`) is no error.
pub(crate) fn finish(outcome: Result<Answer, Failure>) -> ExitCode {
    let answer =
        outcome.unwrap_or_else(|failure| Answer { notes: vec![failure.0], code: 2, ..Answer::given("") });
    let written = match &answer.document {
        Some(document) => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            serde_json::to_writer_pretty(&mut out, document)
                .map_err(std::io::Error::from)
                .and_then(|()| out.write_all(b"\n"))
                .and_then(|()| out.flush())
        }
        None => std::io::stdout().lock().write_all(answer.text.as_bytes()),
    };
    let flushed = written.and_then(|()| std::io::stdout().flush());
    let mut code = answer.code;
    let mut notes = answer.notes;
    if let Err(error) = flushed
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        notes.push(format!("error: the answer cannot be written: {error}"));
        code = 2;
    }
    // Nothing is left to say it to where standard error is closed too.
    let mut stderr = std::io::stderr().lock();
    for note in notes {
        let _ = writeln!(stderr, "{note}");
    }
    ExitCode::from(code)
}
