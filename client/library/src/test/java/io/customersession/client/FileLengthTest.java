package io.customersession.client;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
