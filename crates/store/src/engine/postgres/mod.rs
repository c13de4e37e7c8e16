//! PostgreSQL: dedicated connections for the writer, each step of a batch pipelined; a pool for reads.

mod batch;
mod connect;
mod load;
mod lost;
mod make;
mod pipeline;
mod readers;
mod spend;
mod steps;
mod tls;
mod value;
mod word;

pub(crate) use batch::Hand;
pub(crate) use connect::Server;
pub(crate) use load::Load;
pub(crate) use make::{Making, check_schema, migrate};
pub(crate) use readers::{Readers, Snapshot};
pub(crate) use word::Word;

use std::error::Error as _;

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::engine::BatchFault;
use crate::{Sql, StoreFault};

/// This engine's own statements.
pub(crate) static STATEMENTS: &[&[&Sql]] = &[load::STATEMENTS, lost::STATEMENTS, spend::STATEMENTS];

/// What an error of the driver means for what was being done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Running the transaction again may solve it.
    Again,
    /// A lock was not had within `lock_timeout`.
    TimedOut,
    /// The statement will be refused whenever it is run.
    Data(String),
    /// The connection is gone, or the server is not taking work.
    Away(String),
    /// An earlier statement of the transaction failed; that one tells why.
    Failed,
    /// What the server holds can't be trusted.
    Corrupt(String),
}

impl Trouble {
    /// As the fault of one fact, or of none in particular.
    fn of_fact(self, fact: Option<usize>) -> BatchFault {
        match self {
            Trouble::TimedOut => BatchFault::TimedOut { fact: fact.unwrap_or(usize::MAX) },
            other => other.of_batch(),
        }
    }

    /// As the fault of the batch: a lock on the head that was not had is worth another try.
    fn of_batch(self) -> BatchFault {
        match self {
            Trouble::Again | Trouble::TimedOut => BatchFault::Again,
            Trouble::Data(why) => BatchFault::Data(why),
            Trouble::Away(why) => {
                tracing::warn!(why, "the connection was lost before the commit");
                BatchFault::Busy
            }
            Trouble::Failed => BatchFault::Data("an earlier statement failed".into()),
            Trouble::Corrupt(why) => BatchFault::Stop(why),
        }
    }
}

pub(super) fn sort(error: &Error) -> Trouble {
    let why = || error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
    let Some(code) = error.code().map(SqlState::code) else {
        let broken =
            error.is_closed() || error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>);
        return if broken { Trouble::Away(why()) } else { Trouble::Data(why()) };
    };
    match code {
        "40001" | "40P01" => Trouble::Again,
        "55P03" => Trouble::TimedOut,
        "25P02" => Trouble::Failed,
        "25006" => Trouble::Away(why()),
        "XX001" | "XX002" => Trouble::Corrupt(why()),
        _ if ["08", "53", "57", "58", "25"].iter().any(|class| code.starts_with(class)) => {
            Trouble::Away(why())
        }
        _ => Trouble::Data(why()),
    }
}

/// A reader's error.
pub(super) fn fault(error: &Error) -> StoreFault {
    match sort(error) {
        Trouble::Away(why) => StoreFault::Busy(why),
        Trouble::Again | Trouble::TimedOut => StoreFault::Busy(error.to_string()),
        Trouble::Data(why) | Trouble::Corrupt(why) => StoreFault::Engine(why),
        Trouble::Failed => StoreFault::Engine(error.to_string()),
    }
}
