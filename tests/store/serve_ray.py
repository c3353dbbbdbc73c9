"""A Ray cluster of one worker on 127.0.0.1 with a server for clients: `python -m tests.store.serve_ray PORT`.

`ray start` would take the address by which others reach this machine.
"""

import sys

import ray
from ray.util.client.server import serve

MEMORY_BYTES = 100 << 20


def main(port: int) -> None:
    """Serve until killed."""
    ray.init(
        address="local",
        _node_ip_address="127.0.0.1",
        num_cpus=1,
        include_dashboard=False,
        object_store_memory=MEMORY_BYTES,
        log_to_driver=False,
    )
    serve("127.0.0.1", port).grpc_server.wait_for_termination()


if __name__ == "__main__":
    main(int(sys.argv[1]))
