//! Reads about quotas.

use vermilion_model::AccountNo;

use crate::{Engine, Row, Sql, StoreFault, Value};

static OF_CALL: Sql = Sql::both("select call, day, epoch, used from quota where account = $1 and call = $2");
static OF_ACCOUNT: Sql =
    Sql::both("select call, day, epoch, used from quota where account = $1 order by call limit 1000");
static OF_MONTH: Sql =
    Sql::both("select used from month_count where account = $1 and what = $2 and month = $3");

/// One counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRow {
    /// Which call, by its name; or another word that is counted a day.
    pub call: String,
    /// The day it counts, from the epoch in the platform's zone.
    pub day: u32,
    /// Raised whenever it is cleared.
    pub epoch: u32,
    /// How many are leased, used or not.
    pub used: u32,
}

fn quota(row: &Row) -> Result<QuotaRow, StoreFault> {
    Ok(QuotaRow { call: row.text(0)?, day: row.small(1)?, epoch: row.small(2)?, used: row.small(3)? })
}

impl Engine {
    /// One call's counter, whatever day it counts.
    pub async fn quota_of_call(
        &self,
        account: AccountNo,
        call: &str,
    ) -> Result<Option<QuotaRow>, StoreFault> {
        let params: [Value; 2] = [account.into(), call.into()];
        self.read_one(&OF_CALL, &params).await?.as_ref().map(quota).transpose()
    }

    /// Every counter of an account.
    pub async fn quotas_of_account(&self, account: AccountNo) -> Result<Vec<QuotaRow>, StoreFault> {
        self.read(&OF_ACCOUNT, &[account.into()]).await?.iter().map(quota).collect()
    }

    /// How often something was done in a month; `what` is the word it is counted under.
    pub async fn count_of_month(
        &self,
        account: AccountNo,
        what: &str,
        month: u32,
    ) -> Result<u32, StoreFault> {
        let params: [Value; 3] = [account.into(), what.into(), month.into()];
        self.read_one(&OF_MONTH, &params).await?.map_or(Ok(0), |row| row.small(0))
    }
}
