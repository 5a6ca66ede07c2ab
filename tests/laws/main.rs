//! Laws of the semantics, on policies in the language itself and on the real packs. `design/semantics.md` numbers them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

mod edges;
mod given;
mod giving;
mod language;
mod output;
mod sources;
mod wording;
