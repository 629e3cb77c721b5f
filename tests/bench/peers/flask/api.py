"""Tutorial style: Flask as `app.run` serves it, and new connections for every request."""
import json
import os

import pika
import psycopg2
from flask import Flask, jsonify, request

app = Flask(__name__)


def is_whole(value, most):
    return type(value) is int and 1 <= value <= most


@app.route("/order", methods=["POST"])
def place_order():
    body = request.get_json()
    if not isinstance(body, dict) or set(body) != {"product_id", "quantity"}:
        return jsonify({"message": "product_id and quantity are needed"}), 400
    product_id, quantity = body["product_id"], body["quantity"]
    if not is_whole(product_id, 2147483647) or not is_whole(quantity, 1000):
        return jsonify({"message": "product_id and quantity are whole numbers"}), 400

    database = psycopg2.connect(os.environ["DATABASE_URL"])
    cursor = database.cursor()
    cursor.execute("select price_minor, stock from products where id = %s", (product_id,))
    product = cursor.fetchone()
    if product is None or product[1] == 0:
        database.close()
        return jsonify({"message": "Not to be had"}), 404 if product is None else 409
    cursor.execute("insert into orders (status) values ('Pending') returning id")
    order_id = cursor.fetchone()[0]
    cursor.execute(
        "insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor)"
        " values (%s, 1, %s, %s, %s)",
        (order_id, product_id, quantity, product[0]),
    )
    database.commit()
    database.close()

    broker = pika.BlockingConnection(pika.URLParameters(os.environ["RABBITMQ_URL"]))
    channel = broker.channel()
    channel.queue_declare(
        queue=os.environ["QUEUE"], durable=True, arguments={"x-queue-type": "quorum"}
    )
    # Few tutorials wait for the broker. Without it the order could be lost, and the comparison would be unfair.
    channel.confirm_delivery()
    channel.basic_publish(
        exchange="",
        routing_key=os.environ["QUEUE"],
        body=json.dumps({"order_id": order_id}),
        properties=pika.BasicProperties(delivery_mode=2),
        mandatory=True,
    )
    broker.close()
    return jsonify({"message": "Order placed successfully!", "order_id": order_id}), 201


app.run(host="127.0.0.1", port=int(os.environ["PORT"]))
