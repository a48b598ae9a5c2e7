namespace SecretsDashboard.Data;

/// <summary>The storage could not do what was asked; a write was rolled back whole. Answered 503; the person can try again. <see cref="StorageCondition"/> logs it, once.</summary>
internal sealed class StorageUnavailableException(StorageState state, Exception? inner) : Exception(Sentence(state), inner)
{
    public StorageState State { get; } = state;

    private static string Sentence(StorageState state) => state switch
    {
        StorageState.Damaged => "The database is damaged and takes no more changes.",
        StorageState.Locked => "Another program holds a lock on the database, so the server cannot store changes right now.",
        _ => "The server cannot store changes right now.",
    };
}
