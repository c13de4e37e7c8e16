//! A run's world: its store, its nodes, its clock and its oracle.

use std::sync::Arc;

use vermilion_model::Seq;
use vermilion_service::{Desk, Pace, check_consents, save_consents};

use crate::clock::SimClock;
use crate::dice::Dice;
use crate::fault::Fault;
use crate::oracle::{Account, Oracle};
use crate::steps::Step;
use crate::tampering::Heard;
use crate::{Broken, Ground};

pub(crate) struct World {
    pub(crate) ground: Ground,
    pub(crate) clock: Arc<SimClock>,
    pub(crate) dice: Dice,
    pub(crate) fault: Option<Fault>,
    pub(crate) nodes: Vec<Arc<Desk>>,
    pub(crate) oracle: Oracle,
    /// The last number that any node was answered.
    pub(crate) last: Option<Seq>,
    /// What was done so far.
    pub(crate) done: Vec<Step>,
    pub(crate) heard: Heard,
}

impl World {
    pub(crate) async fn new(ground: Ground, seed: u64, fault: Option<Fault>) -> World {
        let (clock, heard) = (Arc::new(SimClock::new()), Heard::default());
        let mut nodes = Vec::new();
        for node in 0..ground.nodes {
            nodes.push(Arc::new(ground.start(node, &clock, (fault, &heard)).await));
        }
        let (dice, oracle) = (Dice::new(seed), Oracle::default());
        World { ground, clock, dice, fault, nodes, oracle, last: None, done: Vec::new(), heard }
    }

    /// Any node.
    pub(crate) fn node(&self) -> Arc<Desk> {
        Arc::clone(&self.nodes[self.dice.below(self.nodes.len())])
    }

    /// Accounts of which anything can still be changed.
    pub(crate) fn living_accounts(&self) -> Vec<usize> {
        let all = self.oracle.accounts.iter().enumerate();
        all.filter(|(_, account)| account.living()).map(|(at, _)| at).collect()
    }

    /// One of them; the first two always are.
    pub(crate) fn some_account(&self) -> usize {
        self.dice.pick(&self.living_accounts()).copied().unwrap_or(0)
    }

    /// Mostly one that is stopped so, to let it go on: where everything stands still nothing is seen.
    pub(crate) fn some_stopped(&self, stopped: impl Fn(&Account) -> bool) -> usize {
        let living = self.living_accounts().into_iter();
        let those: Vec<usize> = living.filter(|at| stopped(&self.oracle.accounts[*at])).collect();
        match self.dice.pick(&those) {
            Some(at) if !self.dice.once_in(4) => *at,
            _ => self.some_account(),
        }
    }

    /// A node's answer came with this number: numbers only rise (commit order, over all nodes).
    pub(crate) fn answered(&mut self, seq: Seq) -> Result<(), Broken> {
        if self.last.is_some_and(|last| seq <= last) {
            return Err(Broken::new(8, format!("{seq} was answered after {:?}", self.last)));
        }
        self.last = Some(seq);
        Ok(())
    }

    /// Ends a node and starts it again on the same store.
    pub(crate) async fn restart(&mut self, node: usize) -> Result<(), Broken> {
        let desk = self.nodes.remove(node);
        // A crash comes before the consents were saved, an orderly stop after it.
        if self.dice.once_in(2) {
            save_consents(&desk).await.expect("consents are saved");
        }
        let desk = Arc::into_inner(desk).expect("nobody else holds a node between steps");
        desk.close().await;
        let desk = self.ground.start(node, &self.clock, (self.fault, &self.heard)).await;
        let doubted = check_consents(&desk, Pace::AtOnce).await.expect("consents are held against the rows");
        self.nodes.insert(node, Arc::new(desk));
        if doubted == 0 {
            return Ok(());
        }
        Err(Broken::new(5, format!("the saved consents of {doubted} accounts and the rows do not agree")))
    }

    /// Ends every node.
    pub(crate) async fn close(&mut self) {
        for node in self.nodes.drain(..) {
            if let Some(desk) = Arc::into_inner(node) {
                desk.close().await;
            }
        }
        self.ground.end().await;
    }

    /// Every node hears of everything committed.
    pub(crate) async fn catch_up(&self) {
        for node in &self.nodes {
            node.store().catch_up().await.expect("a node catches up");
        }
    }
}
