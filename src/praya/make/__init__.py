"""Make works across borders. No room stands here yet: the place, its order among the apps and its history are ready."""
