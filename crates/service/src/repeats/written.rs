//! Whether anything was written while a request was carried out: what is refused afterwards may have been done.

use std::cell::Cell;

use vermilion_store::CommitFault;

tokio::task_local! {
    // A handler reaches the desk by its use case alone, so this is not a parameter of each of them.
    static WRITTEN: Cell<Written>;
}

/// How much a request left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// Nothing.
    Nothing,
    /// Traffic: a draft, a count of tries, a session's use.
    Traffic,
    /// A fact of the audit log.
    Fact,
}

/// Does the work and says what it left behind.
pub async fn watch_written<F: Future>(work: F) -> (F::Output, Written) {
    let watched = async {
        let done = work.await;
        (done, WRITTEN.with(Cell::get))
    };
    WRITTEN.scope(Cell::new(Written::Nothing), watched).await
}

/// Notes what a commit came to; nobody may be watching.
pub(crate) fn wrote<T>(what: Written, outcome: &Result<T, CommitFault>) {
    let nothing =
        matches!(outcome, Err(CommitFault::Refused { .. } | CommitFault::Busy | CommitFault::Bad(_)));
    if !nothing {
        // Outside of a request with a key nobody watches.
        let _unwatched = WRITTEN.try_with(|written| written.set(written.get().max(what)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_may_have_been_written_counts_and_what_was_not_does_not() {
        let refused = || Err::<(), _>(CommitFault::Refused { guard: 0 });
        let ((), written) = watch_written(async {
            wrote(Written::Fact, &refused());
            wrote(Written::Fact, &Err::<(), _>(CommitFault::Busy));
        })
        .await;
        assert_eq!(written, Written::Nothing);
        let ((), written) = watch_written(async {
            wrote(Written::Fact, &Err::<(), _>(CommitFault::Stopped("lost".into())));
            wrote(Written::Traffic, &Ok(()));
        })
        .await;
        assert_eq!(written, Written::Fact);
        wrote(Written::Fact, &Ok(()));
    }
}
