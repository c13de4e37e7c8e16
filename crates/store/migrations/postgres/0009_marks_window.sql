-- Nodes read each other's marks by the time their tokens were issued.
create index mark_issued on mark (issued);
