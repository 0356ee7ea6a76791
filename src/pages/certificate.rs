//! A sheet to print when an exam was passed.

use crate::pages::not_found::NotFoundPage;
use crate::platform;
use crate::route::Route;
use crate::state::expect_study;
use crate::text;
use leptos::prelude::*;
use xuefa_core::exam::ExamId;

/// The sheet.
#[component]
pub(crate) fn CertificatePage(
    /// Which sitting.
    exam: ExamId,
) -> impl IntoView {
    let study = expect_study();
    let result = study.progress.with_untracked(|progress| progress.exams.get(&exam).and_then(|record| record.result.clone()));
    let (Some(result), Some(profile)) = (result.filter(|result| result.passed), study.current.get_untracked()) else {
        return view! { <NotFoundPage /> }.into_any();
    };
    let day = result.submitted.day(platform::utc_offset());
    view! {
        <div class="actions no-print">
            <a class="button" href=Route::ExamResult(exam).href()>"返回成绩"</a>
            <button type="button" class="primary" on:click=|_| platform::print()>"打印"</button>
        </div>
        <section class="certificate">
            <h1 id="page-title" tabindex="-1">"学法模拟考试合格证明"</h1>
            <p class="certificate-text">
                {format!("{}（{}）于{}参加“{}”，得分{}分（满分{}分），等次{}，成绩合格。", profile.name, profile.unit, text::date(day), result.title, result.score.display(), result.total.display(), result.band)}
            </p>
            <p class="muted">"本证明由考试所在设备上的成绩记录生成，用于单位内部学习登记。"</p>
            <div class="signature">
                <p>"单位（盖章）：＿＿＿＿＿＿＿＿"</p>
                <p>{text::date(day)}</p>
            </div>
        </section>
    }
    .into_any()
}
