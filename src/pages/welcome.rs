//! First use: who is studying.

use crate::components::live;
use crate::components::profile_form::ProfileForm;
use crate::route::Route;
use crate::state::{expect_library, expect_study};
use crate::text;
use leptos::prelude::*;

/// Asks for name and unit; people already on this device are one tap away.
#[component]
pub(crate) fn WelcomePage() -> impl IntoView {
    let study = expect_study();
    let n_questions: usize = expect_library().index().banks.iter().map(|bank| bank.n_questions()).sum();
    let known_units = units(&study.profiles.get_untracked());
    let save =
        move |(name, unit): (String, String)| study.create_profile(name, unit).err().map(|error| text::save_error(&error).to_owned());
    view! {
        <section class="welcome" data-testid="welcome">
            <h1 id="page-title" tabindex="-1">"会前学法，学法考法"</h1>
            <p class="lead">{format!("几分钟学一段法：{n_questions}道题，每题说明为什么，出自哪一条。")}</p>
            <div class="card">
                <h2>"先登记一下"</h2>
                <p class="muted">"只需姓名和单位，用于统计参与情况。数据只保存在这台设备的浏览器里，不上传。"</p>
                <ProfileForm known_units action="开始学习" on_save=save />
            </div>
            {live(move || {
                let profiles = study.profiles.get();
                if profiles.is_empty() {
                    return ().into_any();
                }
                let rows = profiles.into_iter().map(|profile| {
                    let label = format!("{}（{}）", profile.name, profile.unit);
                    view! { <li><button type="button" class="row" data-testid="profile-choice" on:click=move |_| study.note_saved(study.switch(profile.clone()))>{label}</button></li> }
                });
                view! { <div class="card"><h2>"在这台设备上学过"</h2><ul class="rows">{rows.collect_view()}</ul></div> }.into_any()
            })}
            <p><a class="button" data-testid="welcome-restore" href=Route::Settings.href()>"换了设备？从备份恢复"</a></p>
            <p class="muted"><a href=Route::About.href()>"题目从哪里来"</a>"　"<a href=Route::Organiser.href()>"我是组织者"</a></p>
        </section>
    }
}

/// The units of these people, each once.
pub(crate) fn units(profiles: &[xuefa_core::profile::Profile]) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for profile in profiles {
        if !units.contains(&profile.unit) {
            units.push(profile.unit.clone());
        }
    }
    units
}
