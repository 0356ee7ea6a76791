//! Settings: how it looks, how one practises, backups, and the room records take.

use crate::components::dialog::Confirm;
use crate::components::restore_backup::RestoreBackup;
use crate::components::save_file::{SaveFile, TextFile};
use crate::platform;
use crate::route::Route;
use crate::state::expect_study;
use crate::text;
use leptos::prelude::*;
use xuefa_core::profile::Profile;
use xuefa_core::table::file_name;
use xuefa_core::time::Day;
use xuefa_store::{DeviceSettings, Theme, TypeSize};

/// Characters that browsers allow a site to keep.
const ROOM_CHARS: usize = 5_000_000;

/// The page.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let study = expect_study();
    let device = study.device;
    let change_device = move |change: &dyn Fn(&mut DeviceSettings)| {
        let mut settings = device.get_untracked();
        change(&mut settings);
        study.note_saved(study.set_device(settings));
    };
    let sizes = [TypeSize::Normal, TypeSize::Large, TypeSize::Larger, TypeSize::Largest].map(|size| {
        view! {
            <label class="check">
                <input type="radio" name="type-size" value=text::type_size_slug(size) prop:checked=move || device.get().type_size == size on:change=move |_| change_device(&|settings| settings.type_size = size) />
                <span>{text::type_size(size)}</span>
            </label>
        }
    });
    let themes = [Theme::System, Theme::Light, Theme::Dark].map(|theme| {
        view! {
            <label class="check">
                <input type="radio" name="theme" value=text::theme_slug(theme) prop:checked=move || device.get().theme == theme on:change=move |_| change_device(&|settings| settings.theme = theme) />
                <span>{text::theme(theme)}</span>
            </label>
        }
    });
    view! {
        <h1 id="page-title" tabindex="-1">"设置"</h1>
        <section class="card stack">
            <h2>"显示"</h2>
            <fieldset><legend>"文字大小"</legend><div class="checks inline">{sizes.collect_view()}</div></fieldset>
            <fieldset><legend>"颜色"</legend><div class="checks inline">{themes.collect_view()}</div></fieldset>
        </section>
        {move || study.current.get().map(|_| view! { <PracticeSettings /> })}
        <section class="card stack">
            <h2>"备份与恢复"</h2>
            <p class="muted">"学习记录只保存在这个浏览器里。换设备、清理浏览器前请先备份；恢复时与现有记录合并，不会覆盖。"</p>
            <BackupButtons />
            <RestoreBackup />
        </section>
        <StorageRoom />
        <section class="card">
            <h2>"更多"</h2>
            <ul class="rows">
                <li><a class="row" href=Route::Profiles.href()>"人员：切换、添加、删除"</a></li>
                <li><a class="row" href=Route::Organiser.href()>"参与统计（组织者）"</a></li>
                <li><a class="row" href=Route::About.href()>"题库说明"</a></li>
            </ul>
        </section>
    }
}

#[component]
fn PracticeSettings() -> impl IntoView {
    let study = expect_study();
    let settings = Memo::new(move |_| study.progress.with(|progress| progress.settings.clone()));
    view! {
        <section class="card stack">
            <h2>"练习"</h2>
            <label class="check">
                <input type="checkbox" data-testid="setting-shuffle" prop:checked=move || settings.get().shuffle_options on:change:target=move |event| { let on = event.target().checked(); study.change_settings(|settings| settings.shuffle_options = on); } />
                <span>"打乱选项顺序"</span>
            </label>
            <label class="check">
                <input type="checkbox" data-testid="setting-auto-next" prop:checked=move || settings.get().auto_next on:change:target=move |event| { let on = event.target().checked(); study.change_settings(|settings| settings.auto_next = on); } />
                <span>"答对后自动进入下一题"</span>
            </label>
            <label class="field narrow">
                <span>"连续答对几次移出错题本"</span>
                <select prop:value=move || settings.get().mastered_after.to_string() on:change:target=move |event| { if let Ok(n) = event.target().value().parse() { study.change_settings(|settings| settings.mastered_after = n); } }>
                    {(1..=5_u32).map(|n| view! { <option value=n.to_string() selected=move || settings.get().mastered_after == n>{format!("{n}次")}</option> }).collect_view()}
                </select>
            </label>
            <label class="field narrow">
                <span>"年度考试日期（可不填）"</span>
                <input type="date" prop:value=move || settings.get().exam_day.map(Day::to_iso).unwrap_or_default() on:change:target=move |event| { let day = Day::parse_iso(&event.target().value()); study.change_settings(|settings| settings.exam_day = day); } />
            </label>
        </section>
    }
}

#[component]
fn BackupButtons() -> impl IntoView {
    let study = expect_study();
    let file = move |profiles: &[Profile], whose: &str| match study.export(profiles) {
        Ok(text) => {
            let day = platform::now().day(platform::utc_offset()).to_iso();
            Some(TextFile { name: file_name(&[whose, "学法备份", &day], "json"), mime: "application/json", text })
        }
        Err(error) => {
            study.save_error.set(Some(error));
            None
        }
    };
    let mine = move || study.current.get_untracked().into_iter().collect::<Vec<_>>();
    let last = move || {
        let _ = study.saved_at.get();
        let at = study.current.get().and_then(|profile| study.store().backed_up(&profile.id).ok().flatten());
        at.map_or_else(|| "还没有备份过。".to_owned(), |at| format!("上次备份：{}", text::moment(at)))
    };
    let backed_up = move |profiles: Vec<Profile>| {
        study.note_backed_up(&profiles);
        study.note_saved(Ok(()));
    };
    view! {
        <p>{last}</p>
        <div class="actions">
            {move || {
                study.current.get().map(|profile| {
                    let name = profile.name.clone();
                    view! { <SaveFile label="备份我的记录" testid="backup-export" make=move |()| file(&mine(), &name) on_saved=move |()| backed_up(mine()) /> }
                })
            }}
            <SaveFile label="备份所有人" testid="backup-export-all" make=move |()| file(&study.profiles.get_untracked(), "全部人员") on_saved=move |()| backed_up(study.profiles.get_untracked()) />
        </div>
    }
}

/// How much room the records take, and what can be cleared.
#[component]
fn StorageRoom() -> impl IntoView {
    let study = expect_study();
    let looked = RwSignal::new(0);
    let clear_open = RwSignal::new(false);
    let finished_papers = move || {
        let _ = looked.get();
        let Some(profile) = study.current.get() else { return Vec::new() };
        let kept = study.store().sittings(&profile.id).unwrap_or_default();
        study.progress.with(|progress| {
            kept.into_iter().filter(|exam| progress.exams.get(exam).is_some_and(|record| record.result.is_some())).collect::<Vec<_>>()
        })
    };
    let clear = move |()| {
        if let Some(profile) = study.current.get_untracked() {
            for exam in untrack(finished_papers) {
                study.note_saved(study.store().delete_sitting(&profile.id, &exam));
            }
        }
        study.retry_saving();
        looked.update(|looked| *looked += 1);
    };
    let used = move || {
        let _ = (looked.get(), study.saved_at.get());
        study.store().n_chars().unwrap_or(0)
    };
    let aside = move || {
        let _ = (looked.get(), study.problems.get());
        study.store().set_aside().unwrap_or_default()
    };
    let export_aside = move |()| {
        let parts: Vec<String> = study
            .store()
            .set_aside()
            .unwrap_or_default()
            .into_iter()
            .map(|aside| format!("{}\n{}\n{}\n", aside.key, aside.reason, aside.text))
            .collect();
        Some(TextFile {
            name: file_name(&["学法损坏记录", &study.today.get_untracked().to_iso()], "txt"),
            mime: "text/plain;charset=utf-8",
            text: parts.join("\n"),
        })
    };
    view! {
        <section class="card stack">
            <h2>"存储空间"</h2>
            <p>
                <progress aria-label="已用存储空间" max=ROOM_CHARS value=move || used().to_string()></progress>
                " "
                {move || format!("约用{}%", (used() * 100).div_ceil(ROOM_CHARS))}
            </p>
            {move || {
                let n = finished_papers().len();
                (n > 0)
                    .then(|| {
                        view! {
                            <p>{format!("保留着{n}份已交的试卷。清理后成绩和错题都在，只是不能再看这些试卷的逐题讲解。")}</p>
                            <button type="button" data-testid="clear-papers" on:click=move |_| clear_open.set(true)>"清理旧试卷"</button>
                        }
                    })
            }}
            {move || {
                let n = aside().len();
                (n > 0)
                    .then(|| {
                        view! {
                            <p>{format!("有{n}条损坏的记录已单独保存，可以下载交给维护人员。")}</p>
                            <div class="actions">
                                <SaveFile label="下载损坏记录" testid="export-set-aside" make=export_aside />
                                <button type="button" on:click=move |_| { study.note_saved(study.store().clear_set_aside()); looked.update(|looked| *looked += 1); }>"删除损坏记录"</button>
                            </div>
                        }
                    })
            }}
        </section>
        <Confirm open=clear_open title="清理旧试卷？" message="只清理当前人员已交的试卷，成绩、错题和学习记录都保留。" action="清理" testid="clear-papers-confirm" on_confirm=clear />
    }
}
