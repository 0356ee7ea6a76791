//! What the browser can do for us. With `storage`, the only code that knows it is in a browser.

mod clock;
mod files;
mod page;
mod power;
mod random;

pub(crate) use clock::{monotonic_ms, now, utc_offset};
pub(crate) use files::{copy_text, download, fetch_text, is_download_blocked, pick_text_file};
pub(crate) use page::{
    announce_change, focus_by_id, load_desk, move_to_end, on_announced_change, on_hash_change, on_key, on_storage_change, on_visible,
    print, read_hash, remove_by_id, reveal_by_id, scroll_to_top, set_hash, set_root_attribute, set_title, show_crashes, show_dialog,
};
pub(crate) use power::{WakeLock, may_evict, persist_storage};
pub(crate) use random::{seed, tag};
