//! The `gradus` command: arguments in, one verb, its answer and an exit code out.
#![forbid(unsafe_code)]

mod advise;
mod answer;
mod args;
mod ask;
mod case;
mod case_log;
mod changes;
mod check;
mod demo;
mod document;
mod draft;
mod embedded;
mod files;
mod fmt;
mod ladder;
mod matching;
mod packs;
mod read;
mod rule;
mod schema;
mod targets;
mod verify;
mod who;
mod why;

fn main() -> std::process::ExitCode {
    answer::finish(args::run())
}
