package io.customersession.client.spring;

class FileLengthTest extends io.customersession.contract.testing.FileLengthTest {}
