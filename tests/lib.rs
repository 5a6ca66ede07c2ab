//! Placeholder contents page; see the folder's README.
