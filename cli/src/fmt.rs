//! `gradus fmt`: policy files laid out in one style, written in place.

use crate::answer::{Answer, Failure};
use crate::files;
use gradus_dsl::Diagnostic;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Policy files; `-` is standard input, and is printed
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write nothing; name the files that are laid out otherwise, and exit with 1 where there is one
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let mut laid_out = Vec::new();
    let mut remarks: Vec<Diagnostic> = Vec::new();
    for file in &args.files {
        let before = files::text(file)?;
        match gradus_dsl::format(&before) {
            Ok(after) => laid_out.push((file, before != after, after)),
            Err(found) => {
                let file = file.display().to_string();
                remarks.extend(found.into_iter().map(|remark| Diagnostic { file: file.clone(), ..remark }));
            }
        }
    }
    // Nothing is written where one of the files cannot be read.
    if !remarks.is_empty() {
        return Err(Failure::diagnostics(&remarks));
    }
    let mut text = String::new();
    let mut others = 0usize;
    for (file, changed, after) in laid_out {
        others += usize::from(changed);
        let printed = file == Path::new("-");
        match (args.check, changed) {
            (true, true) => text.push_str(&format!("{}\n", file.display())),
            (true, false) => {}
            (false, _) if printed => text.push_str(&after),
            (false, true) => {
                // A link stays a link: what it leads to is written.
                let target = file.canonicalize().unwrap_or_else(|_| file.clone());
                files::replace(&target, &after)?;
            }
            (false, false) => {}
        }
    }
    let answer = Answer::given(text);
    if args.check && others > 0 {
        let count = format!("{others} file{} laid out otherwise", if others == 1 { " is" } else { "s are" });
        return Ok(answer.no().note(format!("error: {count}; `gradus fmt` lays them out")));
    }
    Ok(answer)
}
