"""The networkx backend under the address that installations made before it moved still ask for."""

from matching.io.networkx_backend import Dispatcher as Dispatcher
from matching.io.networkx_backend import backend_info as backend_info
