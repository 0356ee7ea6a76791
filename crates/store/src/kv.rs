//! The store underneath: text by key.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Why the store underneath did not do as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KvError {
    /// No room; the value is as it was before.
    #[error("the store is full")]
    Full,
    /// There is no store, or access is refused.
    #[error("the store is not available: {0}")]
    Unavailable(String),
}

/// Text by key. Writing one key either happens wholly or not at all.
pub trait Kv {
    /// The value of a key.
    ///
    /// # Errors
    /// When there is no store.
    fn get(&self, key: &str) -> Result<Option<String>, KvError>;

    /// Writes a value.
    ///
    /// # Errors
    /// When there is no store, or no room in it.
    fn set(&self, key: &str, value: &str) -> Result<(), KvError>;

    /// Removes a key; no error if it is not there.
    ///
    /// # Errors
    /// When there is no store.
    fn remove(&self, key: &str) -> Result<(), KvError>;

    /// All keys, in any order.
    ///
    /// # Errors
    /// When there is no store.
    fn keys(&self) -> Result<Vec<String>, KvError>;
}

/// A store in memory: for tests, and for browsers that refuse storage. Clones share their content,
/// like tabs of one browser.
#[derive(Debug, Clone, Default)]
pub struct MemoryKv {
    map: Rc<RefCell<BTreeMap<String, String>>>,
    room: Rc<RefCell<Option<usize>>>,
}

impl MemoryKv {
    /// Limits the bytes of all keys and values together; `None` lifts the limit.
    pub fn set_room(&self, bytes: Option<usize>) {
        *self.room.borrow_mut() = bytes;
    }

    /// Bytes in use.
    pub fn n_bytes(&self) -> usize {
        self.map.borrow().iter().map(|(key, value)| key.len() + value.len()).sum()
    }

    /// Everything in it, to compare.
    pub fn snapshot(&self) -> BTreeMap<String, String> {
        self.map.borrow().clone()
    }
}

impl Kv for MemoryKv {
    fn get(&self, key: &str) -> Result<Option<String>, KvError> {
        Ok(self.map.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        let before = self.map.borrow().get(key).map_or(0, |old| key.len() + old.len());
        if let Some(room) = *self.room.borrow()
            && self.n_bytes() - before + key.len() + value.len() > room
        {
            return Err(KvError::Full);
        }
        self.map.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), KvError> {
        self.map.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, KvError> {
        Ok(self.map.borrow().keys().cloned().collect())
    }
}
