//! A run's world: its store, its nodes, its clock and its oracle.

use std::sync::Arc;

use vermilion_model::Seq;
use vermilion_service::{Desk, Pace, check_consents, save_consents};

use crate::clock::SimClock;
use crate::dice::Dice;
use crate::fault::Fault;
use crate::oracle::Oracle;
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
}

impl World {
    pub(crate) async fn new(ground: Ground, seed: u64, fault: Option<Fault>) -> World {
        let clock = Arc::new(SimClock::new());
        let mut nodes = Vec::new();
        for node in 0..ground.nodes {
            nodes.push(Arc::new(ground.start(node, &clock, fault).await));
        }
        let (dice, oracle) = (Dice::new(seed), Oracle::default());
        World { ground, clock, dice, fault, nodes, oracle, last: None }
    }

    /// Any node.
    pub(crate) fn node(&self) -> Arc<Desk> {
        Arc::clone(&self.nodes[self.dice.below(self.nodes.len())])
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
        let desk = self.ground.start(node, &self.clock, self.fault).await;
        let doubted = check_consents(&desk, Pace::AtOnce).await.expect("consents are held against the rows");
        self.nodes.insert(node, Arc::new(desk));
        if doubted == 0 {
            return Ok(());
        }
        Err(Broken::new(5, format!("the saved consents of {doubted} accounts and the rows do not agree")))
    }

    /// Every node hears of everything committed.
    pub(crate) async fn catch_up(&self) {
        for node in &self.nodes {
            node.store().catch_up().await.expect("a node catches up");
        }
    }
}
