//! Pieces that more than one page uses.

pub(crate) mod answer_card;
pub(crate) mod bank_picker;
pub(crate) mod citation;
pub(crate) mod dialog;
pub(crate) mod icon;
pub(crate) mod loading;
pub(crate) mod meter;
pub(crate) mod notices;
pub(crate) mod option_list;
pub(crate) mod profile_form;
pub(crate) mod restore_backup;
pub(crate) mod reviewed_question;
pub(crate) mod save_file;
pub(crate) mod stem;
