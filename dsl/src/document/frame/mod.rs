//! What stands around the text: title, number, issuers, days, what belongs to the page.

pub(crate) mod dates;
pub(crate) mod furniture;
pub(crate) mod header;
pub(crate) mod outline;
