//! Reads policy text into declarations with Rhai's parser. The only folder that names Rhai.

mod lower;
mod syntax;

use crate::ast::File;
use crate::{Diagnostic, Position};

/// Most bytes a policy file may have; a limit of the language.
pub const MAX_SOURCE_BYTES: usize = 256 * 1024;

/// Most declarations a policy file may have; a limit of the language.
pub const MAX_DECLARATIONS: usize = 4_096;

/// Reads a policy file into its declarations.
///
/// What can be read is read: the declarations come back beside the diagnostics. A syntax error leaves no
/// declarations, because Rhai's parser stops at the first one.
///
/// ```
/// let (file, remarks) = gradus_dsl::parse("let one_more = 1 + 1;", "example.rhai");
/// assert!(remarks.is_empty());
/// assert_eq!(file.declarations.len(), 1);
/// ```
#[must_use]
pub fn parse(source: &str, name: &str) -> (File, Vec<Diagnostic>) {
    if source.len() > MAX_SOURCE_BYTES {
        let found = source.len();
        let remark = Diagnostic::error(
            "file-too-large",
            format!("the policy has {found} bytes; at most {MAX_SOURCE_BYTES} are read"),
            "split the policy by document; one file holds one document",
        );
        return (File::default(), vec![remark.located(name, "", Position::default())]);
    }
    if source.trim().is_empty() {
        let remark = empty("the policy is empty");
        return (File::default(), vec![remark.located(name, "", Position::default())]);
    }
    if let Some(at) = too_far(source) {
        let remark = Diagnostic::error(
            "line-too-long",
            format!("more than {MAX_LINE} lines, or characters in a line"),
            "break long lines; places beyond this cannot be told apart",
        );
        return (File::default(), vec![remark.located(name, "", at)]);
    }
    match syntax::compile(source) {
        Ok(tree) => {
            let (file, mut remarks) = lower::lower(&tree, source, name);
            if file.declarations.is_empty() && remarks.is_empty() {
                remarks.push(empty("the policy holds no declaration").located(name, "", Position::default()));
            }
            (file, remarks)
        }
        Err(remark) => {
            let (remark, at) = *remark;
            (File::default(), vec![remark.located(name, source, at)])
        }
    }
}

/// Rhai counts places up to 65535 and stops there; a number is read again from its place, so no place may lie beyond.
const MAX_LINE: usize = 60_000;

fn too_far(source: &str) -> Option<Position> {
    let mut lines = (1u32..).zip(source.lines());
    let long = lines.find(|(number, line)| *number as usize > MAX_LINE || line.chars().count() > MAX_LINE);
    long.map(|(number, _)| Position::new(number, 0))
}

fn empty(found: &str) -> Diagnostic {
    Diagnostic::error(
        "empty-file",
        found,
        "begin with `policy ID #{ … };` - `gradus draft` writes a first version from a document",
    )
}
