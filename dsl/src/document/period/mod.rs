//! Days, lengths and events: deadlines, validity, from when a document applies.

pub(crate) mod actors;
pub(crate) mod closing_en;
pub(crate) mod effect;
pub(crate) mod events_zh;
pub(crate) mod force_en;
pub(crate) mod length;
pub(crate) mod periods;
pub(crate) mod periods_en;
pub(crate) mod periods_zh;
pub(crate) mod spans_en;
pub(crate) mod spans_zh;
