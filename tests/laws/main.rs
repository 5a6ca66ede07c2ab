//! Laws of the semantics, on policies in the language itself and on the real packs. `design/semantics.md` numbers them.

mod edges;
mod given;
mod giving;
mod language;
mod output;
mod sources;
mod wording;
