//! The people of this device: switching, adding, changing, removing.

use crate::components::dialog::{Confirm, Dialog};
use crate::components::profile_form::ProfileForm;
use crate::pages::welcome::units;
use crate::route::Route;
use crate::state::expect_study;
use crate::text;
use leptos::prelude::*;
use xuefa_core::profile::Profile;

/// The page.
#[component]
pub(crate) fn ProfilesPage() -> impl IntoView {
    let study = expect_study();
    let known_units = move || units(&study.profiles.get_untracked());
    let create = move |(name, unit): (String, String)| match study.create_profile(name, unit) {
        Ok(()) => {
            Route::Home.go();
            None
        }
        Err(error) => Some(text::save_error(&error).to_owned()),
    };
    let to_delete = RwSignal::new(None::<Profile>);
    let delete_open = RwSignal::new(false);
    let to_edit = RwSignal::new(None::<Profile>);
    let edit_open = RwSignal::new(false);
    let delete = move |()| {
        if let Some(profile) = to_delete.get_untracked() {
            study.note_saved(study.delete_profile(&profile.id));
        }
    };
    let rename = move |(name, unit): (String, String)| {
        let profile = to_edit.get_untracked()?;
        match study.rename_profile(Profile { name, unit, ..profile }) {
            Ok(()) => {
                edit_open.set(false);
                None
            }
            Err(error) => Some(text::save_error(&error).to_owned()),
        }
    };
    view! {
        <h1 id="page-title" tabindex="-1">"人员"</h1>
        <p class="muted">"一台设备可以几个人用，各人的记录互不相见。点姓名切换。"</p>
        <ul class="rows">
            {move || {
                let current = study.current.get().map(|profile| profile.id);
                study
                    .profiles
                    .get()
                    .into_iter()
                    .map(|profile| {
                        let is_current = current.as_ref() == Some(&profile.id);
                        let (switch_to, edit, delete) = (profile.clone(), profile.clone(), profile.clone());
                        let switch = move |_| {
                            study.note_saved(study.switch(switch_to.clone()));
                            Route::Home.go();
                        };
                        view! {
                            <li class="profile-row">
                                <button type="button" class="row" data-testid="profile-choice" aria-current=is_current.then_some("true") on:click=switch>
                                    <strong>{profile.name.clone()}</strong>
                                    <span class="muted">{profile.unit.clone()}</span>
                                    {is_current.then_some(view! { <span class="tag">"当前"</span> })}
                                </button>
                                <button type="button" class="quiet" aria-label=format!("修改{}", profile.name) on:click=move |_| { to_edit.set(Some(edit.clone())); edit_open.set(true); }>"修改"</button>
                                <button type="button" class="quiet" aria-label=format!("删除{}", profile.name) on:click=move |_| { to_delete.set(Some(delete.clone())); delete_open.set(true); }>"删除"</button>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
        <section class="card">
            <h2>"添加人员"</h2>
            <ProfileForm known_units=known_units() action="添加并切换" on_save=create />
        </section>
        <Dialog open=edit_open title="修改姓名和单位">
            {move || to_edit.get().map(|profile| view! { <ProfileForm name=profile.name unit=profile.unit known_units=known_units() action="保存修改" on_save=rename /> })}
        </Dialog>
        <Confirm
            open=delete_open
            title="删除这个人的全部记录？"
            message=Signal::derive(move || to_delete.get().map(|profile| format!("{}（{}）的做题、错题、考试记录都会从这台设备删除，不能撤销。需要保留的请先在“设置”中备份。", profile.name, profile.unit)).unwrap_or_default())
            action="删除"
            testid="profile-delete-confirm"
            on_confirm=delete
        />
    }
}
