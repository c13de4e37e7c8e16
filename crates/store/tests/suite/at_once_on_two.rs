//! The rules on two nodes: what one decides the other may be deciding at the same moment.

use crate::at_once::every_rule;
use crate::ground::Ground;
use crate::on_postgres;

on_postgres!(of_two_nodes_facts_that_exclude_each_other_one_wins);

async fn of_two_nodes_facts_that_exclude_each_other_one_wins(ground: &Ground) {
    let ((one, _), (two, _)) = (ground.node("one").await, ground.node("two").await);
    every_rule([&one, &two]).await;
    one.close().await;
    two.close().await;
}
