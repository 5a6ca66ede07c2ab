//! Lays out policy text: the same declarations and the same comments, written in one way.

mod lines;
mod print;
mod segments;
mod tree;

use crate::script::{parse, tokens};
use crate::{Diagnostic, Position};

/// The widest line, in columns of a terminal, where a line can be broken at all.
pub const MAX_COLUMNS: usize = 100;

/// The policy text laid out: four spaces a level, lines of at most 100 columns, lists and maps on one line where
/// they fit and else one entry a line, one blank line at most, every comment where it stood.
///
/// Its meaning is read before and after and is the same, and laying it out again changes nothing. Where the text
/// aligns the parts of neighbouring declarations, they stay aligned.
///
/// ```
/// let tidy = gradus_dsl::format("fact a:money#{zh:\"甲\"};  // why\ncriterion c \"2\"{a>=wan( 1 )}").unwrap();
/// assert_eq!(tidy, "fact a : money #{ zh: \"甲\" }; // why\ncriterion c \"2\" { a >= wan(1) }\n");
/// ```
///
/// # Errors
/// The diagnostics of [`parse`], without a file name; or `format-failed` where the layout would have changed the
/// meaning or lost a comment, which is a mistake of this function and no fault of the text.
pub fn format(source: &str) -> Result<String, Vec<Diagnostic>> {
    let (before, remarks) = parse(source, "");
    if !remarks.is_empty() {
        return Err(remarks);
    }
    let laid_out = tree::file(&tokens(source)).map(|file| print::file(&file)).unwrap_or_default();
    let (after, remarks) = parse(&laid_out, "");
    if !remarks.is_empty() || before != after || comments(source) != comments(&laid_out) {
        let remark = Diagnostic::error(
            "format-failed",
            "laying this text out would change what it says, so it is left as it is",
            "please report the file",
        );
        return Err(vec![remark.located("", source, Position::default())]);
    }
    Ok(laid_out)
}

/// The comments of a text in their order, as they are kept.
fn comments(source: &str) -> Vec<String> {
    let all = tokens(source).into_iter().filter(|token| token.kind == crate::script::TokenKind::Comment);
    all.map(|token| tree::comment_text(token.text)).collect()
}
