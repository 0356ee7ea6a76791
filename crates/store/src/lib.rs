//! Keeps people's records in a key-value store such as the browser's local storage.
//!
//! Knows keys, versions, what to do with unreadable records, a full store and backups. Knows no
//! browser: the store is a trait, so all of this is tested natively.

pub mod backup;
mod kv;
mod record;
mod store;

pub use kv::{Kv, KvError, MemoryKv};
pub use record::{Problem, ProblemKind};
pub use store::{DeviceSettings, LogWriter, Place, SavedSession, SetAside, Store, Theme, TypeSize, parse_chunk_key};
