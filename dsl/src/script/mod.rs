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
        return (File::default(), vec![empty(name)]);
    }
    match syntax::compile(source) {
        Ok(tree) => {
            let (file, mut remarks) = lower::lower(&tree, source, name);
            // Comments alone say nothing either.
            if file.declarations.is_empty() && remarks.is_empty() {
                remarks.push(empty(name));
            }
            (file, remarks)
        }
        Err(remark) => {
            let (remark, at) = *remark;
            (File::default(), vec![remark.located(name, source, at)])
        }
    }
}

fn empty(name: &str) -> Diagnostic {
    let remark = Diagnostic::error(
        "empty-file",
        "the policy is empty",
        "begin with `policy ID #{ … };` - `gradus draft` writes a first version from a document",
    );
    remark.located(name, "", Position::default())
}
