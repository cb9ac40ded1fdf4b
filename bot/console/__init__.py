"""The advisors' web application: the queue, the packet, the live chat; and the advisor API."""
