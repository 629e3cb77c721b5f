/** SQL: the actor that completed the order `o`, 'processor' or 'staff'; null unless the order is Completed. */
export const completedBy = `
  case when o.status = 'Completed' then (
    select case when by = 'processor' then 'processor' else 'staff' end
    from order_timeline
    where order_id = o.id and to_status = 'Completed' and from_status <> 'Completed'
    order by id desc limit 1) end`;
