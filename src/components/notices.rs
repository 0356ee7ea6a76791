//! Warnings above every page: what could not be saved or read, and when a backup is due.

use crate::components::icon::Icon;
use crate::components::live;
use crate::platform;
use crate::route::Route;
use crate::state::expect_study;
use crate::text;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Days after which a backup is called for where the browser may evict records.
const BACKUP_DAYS: i32 = 7;

/// The warnings.
#[component]
pub(crate) fn Notices(
    /// Whether the page below is drawn by the same program. What that program could not save is
    /// told in any case.
    #[prop(into)]
    shown: Signal<bool>,
    /// Whether to remind of backups: not while someone practises or sits an exam.
    #[prop(into)]
    reminds: Signal<bool>,
) -> impl IntoView {
    let study = expect_study();
    let may_evict = RwSignal::new(false);
    spawn_local(async move { may_evict.set(platform::may_evict().await) });
    let dismissed = RwSignal::new(false);
    let is_backup_due = move || {
        let Some(profile) = study.current.get() else { return false };
        let today = study.today.get();
        let first = study.progress.with(|progress| progress.days.keys().next().copied());
        // Backups are noted as saved.
        study.saved_at.track();
        let backed_up = study.store().backed_up(&profile.id).ok().flatten().map(|at| at.day(platform::utc_offset()));
        let Some(since) = backed_up.or(first) else { return false };
        may_evict.get() && !dismissed.get() && today.0 - since.0 >= BACKUP_DAYS
    };
    live(move || {
        let shown = shown.get();
        let mut notices: Vec<AnyView> = Vec::new();
        if !study.keeps_records && shown {
            notices.push(
                view! {
                    <div class="notice error" role="alert" data-testid="storage-error">
                        <Icon name="warning" />
                        <p>"这个浏览器不允许保存数据，关闭页面后学习记录就没有了。请退出无痕模式、允许本网站保存数据，或换一个浏览器打开。"</p>
                    </div>
                }
                .into_any(),
            );
        }
        if let Some(error) = study.save_error.get() {
            notices.push(
                view! {
                    <div class="notice error" role="alert" data-testid="storage-error">
                        <Icon name="warning" />
                        <p>{text::save_error(&error)}</p>
                        <a class="button" href=Route::Settings.href()>"备份和清理"</a>
                        <button type="button" on:click=move |_| study.retry_saving()>"重试保存"</button>
                    </div>
                }
                .into_any(),
            );
        }
        if let Some(restored) = study.restored.get().filter(|_| shown) {
            let told = format!(
                "已恢复：{}人（新增{}人），新增{}条记录。原有记录都保留。",
                restored.profiles.len(),
                restored.n_new_profiles,
                restored.n_new_events
            );
            notices.push(
                view! {
                    <div class="notice ok" role="status" data-testid="backup-outcome">
                        <p>{told}</p>
                        <button type="button" class="quiet" on:click=move |_| study.restored.set(None)>"知道了"</button>
                    </div>
                }
                .into_any(),
            );
        }
        let problems = study.problems.get();
        if let Some(first) = problems.first().filter(|_| shown) {
            notices.push(
                view! {
                    <div class="notice warn" role="alert" data-testid="record-problems">
                        <Icon name="warning" />
                        <p>{format!("有{}条记录没有读出：{}。其他记录不受影响。", problems.len(), text::problem(&first.kind))}</p>
                        <a class="button" href=Route::Settings.href()>"查看"</a>
                        <button type="button" class="quiet" on:click=move |_| study.problems.set(Vec::new())>"知道了"</button>
                    </div>
                }
                .into_any(),
            );
        }
        if reminds.get() && is_backup_due() {
            notices.push(
                view! {
                    <div class="notice" role="status" data-testid="backup-reminder">
                        <p>"已超过7天没有备份。浏览器可能清理长期不用的数据，建议现在备份学习记录。"</p>
                        <a class="button" href=Route::Settings.href()>"去备份"</a>
                        <button type="button" class="quiet" on:click=move |_| dismissed.set(true)>"稍后"</button>
                    </div>
                }
                .into_any(),
            );
        }
        view! { <div class="notices no-print">{notices}</div> }.into_any()
    })
}
