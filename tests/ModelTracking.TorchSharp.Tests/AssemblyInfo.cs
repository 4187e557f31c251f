// libtorch has one generator of random numbers per process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
