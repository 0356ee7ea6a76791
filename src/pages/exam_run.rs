//! Sitting an exam: one question at a time, the clock, the answer card, handing in.

use crate::components::answer_card::{AnswerCard, CardMark};
use crate::components::dialog::{Confirm, Dialog};
use crate::components::icon::Icon;
use crate::components::option_list::OptionList;
use crate::components::stem::Stem;
use crate::platform::{self, WakeLock};
use crate::route::Route;
use crate::state::{Asked, ExamSession, OpenExamError, expect_study};
use crate::text;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;
use xuefa_core::bank::{Case, Kind};
use xuefa_core::choices::Choices;
use xuefa_core::exam::ExamId;

/// How often the clock is looked at. The time shown comes from the deadline, not from counting.
const TICK: Duration = Duration::from_millis(500);

/// An exam in progress.
#[component]
pub(crate) fn ExamRunPage(
    /// Which sitting.
    exam: ExamId,
) -> impl IntoView {
    let study = expect_study();
    match ExamSession::open(study, &exam) {
        Ok(session) => view! { <Running session /> }.into_any(),
        Err(OpenExamError::HandedIn) => {
            // Expired or handed in: the result is the page to see.
            request_animation_frame(move || Route::ExamResult(exam).go());
            view! { <p role="status">"这场考试已交卷，正在打开成绩……"</p> }.into_any()
        }
        Err(OpenExamError::NoPaper) => view! {
            <h1 id="page-title" tabindex="-1">"打不开这场考试"</h1>
            <p>"这台设备上没有这份试卷：可能是在别的设备上开始的，或者试卷已被清理。"</p>
            <p><a class="button primary" href=Route::Exams.href()>"返回模拟考试"</a></p>
        }
        .into_any(),
    }
}

#[component]
fn Running(session: ExamSession) -> impl IntoView {
    let study = expect_study();
    let card_open = RwSignal::new(false);
    let confirm_open = RwSignal::new(false);
    let n_items = session.n_items();

    let leave_when_over = move || {
        if session.is_over() {
            Route::ExamResult(session.exam()).go();
        }
    };
    Effect::new(move |_| leave_when_over());
    let ticking = set_interval_with_handle(
        move || {
            session.tick();
        },
        TICK,
    )
    .ok();
    let wake_lock = StoredValue::new_local(None::<WakeLock>);
    let keep_awake = move || {
        spawn_local(async move {
            if let Some(lock) = WakeLock::request().await {
                // The page may be gone by now; then the lock goes too.
                let _ = wake_lock.try_set_value(Some(lock));
            }
        })
    };
    keep_awake();
    let on_visible = platform::on_visible(move || {
        session.tick();
        keep_awake();
    });
    on_cleanup(move || {
        ticking.inspect(IntervalHandle::clear);
        on_visible.remove();
    });

    let mark = Callback::new(move |item_idx| {
        let done = !session.answer(item_idx).is_empty();
        CardMark {
            class: if done { "done" } else { "" }, words: if done { "已答" } else { "未答" }, flagged: session.is_flagged(item_idx)
        }
    });
    let jump = move |item_idx: usize| {
        card_open.set(false);
        session.go_to(item_idx);
        platform::focus_by_id("stem");
    };
    let message = Signal::derive(move || match session.n_blank() {
        0 => "所有题都已作答。交卷后不能再改。".to_owned(),
        n => format!("还有{n}题没有作答，未答的题不得分。交卷后不能再改。"),
    });
    let low_time = Memo::new(move |_| session.secs_left.get() <= 300);
    view! {
        <h1 id="page-title" class="session-title" tabindex="-1">{session.title()}</h1>
        <div class="exam-bar" data-testid="exam-bar">
            <span class="exam-timer figures" class:low=move || low_time.get() role="timer" data-testid="exam-timer">
                <span class="visually-hidden">"剩余时间 "</span>
                {move || text::clock(session.secs_left.get())}
            </span>
            <span class="saved" data-testid="exam-saved">
                {move || if study.save_error.get().is_some() { "未保存" } else if study.saved_at.get().is_some() { "已保存" } else { "" }}
            </span>
            <button type="button" class="icon-button" on:click=move |_| card_open.set(true)><Icon name="grid" /><span>"答题卡"</span></button>
            <button type="button" class="primary" data-testid="exam-submit" on:click=move |_| confirm_open.set(true)>"交卷"</button>
        </div>
        <p class="visually-hidden" role="status">{move || low_time.get().then_some("离交卷不到5分钟")}</p>
        {move || view! { <ExamQuestion session item_idx=session.item_idx.get() /> }}
        <Dialog open=card_open title="答题卡">
            <p class="muted">{move || format!("共{n_items}题，未答{}题。深色为已答，带旗为标记。", session.n_blank())}</p>
            <AnswerCard n_questions=n_items current=session.item_idx.get_untracked() mark on_jump=jump />
        </Dialog>
        <Confirm open=confirm_open title="确定交卷？" message action="交卷" testid="exam-confirm" on_confirm=move |()| session.hand_in() />
    }
}

/// One question; nothing tells which law or chapter it is from.
#[component]
fn ExamQuestion(session: ExamSession, item_idx: usize) -> impl IntoView {
    let Some(item) = session.item(item_idx) else { return ().into_any() };
    let n_items = session.n_items();
    let kind = item.question.kind;
    let case = item.case_text.map(|text| Case { id: String::new(), text });
    let asked = Arc::new(Asked { question: item.question.clone(), case });
    let order = StoredValue::new(item.order.clone());
    let chosen = Memo::new(move |_| session.answer(item_idx));
    let flagged = Memo::new(move |_| session.is_flagged(item_idx));
    let choose = move |index: usize| {
        let now = chosen.get_untracked();
        let next = if kind == Kind::Multiple { now.toggled(index) } else { Choices::one(index) };
        if next != now {
            session.choose(item_idx, next);
        }
    };
    let go = move |forward: bool| {
        let next = if forward { item_idx + 1 } else { item_idx.saturating_sub(1) };
        if next < n_items && next != item_idx {
            session.go_to(next);
            platform::focus_by_id("stem");
        }
    };
    let on_key = platform::on_key(move |key| {
        let position = match key.as_bytes() {
            [letter @ (b'a'..=b'g' | b'A'..=b'G')] => Some(usize::from((letter | 32) - b'a')),
            [digit @ b'1'..=b'7'] => Some(usize::from(digit - b'1')),
            _ => None,
        };
        match (position, key) {
            (Some(position), _) => match order.with_value(|order| order.get(position).copied()) {
                Some(index) => choose(usize::from(index)),
                None => return false,
            },
            (_, "Enter" | "ArrowRight") => go(true),
            (_, "ArrowLeft") => go(false),
            _ => return false,
        }
        true
    });
    on_cleanup(move || on_key.remove());
    view! {
        <article class="question" data-testid="question" data-question=asked.question.id.0.clone() data-kind=match kind { Kind::Single => "single", Kind::Multiple => "multiple", Kind::Judge => "judge" }>
            <p class="muted figures">{format!("第{}题 / 共{n_items}题，{}分", item_idx + 1, item.points.display())}</p>
            <Stem asked=asked.clone() id="stem" />
            <OptionList question=item.question order=order.get_value() chosen revealed=false on_choose=choose />
            <div class="question-actions">
                <button type="button" class="quiet" disabled=item_idx == 0 on:click=move |_| go(false)>"上一题"</button>
                <button type="button" class="quiet" aria-pressed=move || flagged.get().to_string() data-testid="exam-flag" on:click=move |_| session.toggle_flag(item_idx)>
                    <Icon name="flag" />{move || if flagged.get() { "已标记" } else { "标记" }}
                </button>
                <button type="button" class="primary" data-testid="next-question" disabled=item_idx + 1 == n_items on:click=move |_| go(true)>"下一题"</button>
            </div>
        </article>
    }
    .into_any()
}
