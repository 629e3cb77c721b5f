"""Tutorial style: one message at a time and a new connection for each, but without the usual sleep."""
import json
import os

import pika
import psycopg2


def complete(channel, method, _properties, body):
    order_id = json.loads(body)["order_id"]
    database = psycopg2.connect(os.environ["DATABASE_URL"])
    cursor = database.cursor()
    cursor.execute("select status from orders where id = %s for update", (order_id,))
    if cursor.fetchone()[0] == "Pending":
        cursor.execute(
            "select product_id, quantity from order_lines where order_id = %s", (order_id,)
        )
        for product_id, quantity in cursor.fetchall():
            cursor.execute(
                "update products set stock = stock - %s where id = %s", (quantity, product_id)
            )
        cursor.execute(
            "update orders set status = 'Completed', completed_at = clock_timestamp()"
            " where id = %s",
            (order_id,),
        )
    database.commit()
    database.close()
    channel.basic_ack(delivery_tag=method.delivery_tag)


broker = pika.BlockingConnection(pika.URLParameters(os.environ["RABBITMQ_URL"]))
channel = broker.channel()
channel.queue_declare(
    queue=os.environ["QUEUE"], durable=True, arguments={"x-queue-type": "quorum"}
)
channel.basic_qos(prefetch_count=1)
channel.basic_consume(queue=os.environ["QUEUE"], on_message_callback=complete)
channel.start_consuming()
