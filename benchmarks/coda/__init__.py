"""What the CODA reader and writer are measured with: a folder of samples, speed, damage, and their peers."""
