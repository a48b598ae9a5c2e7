namespace SecretsDashboard.Data;

/// <summary>A write could not be stored and was rolled back whole. Answered 503; the person can try again.</summary>
internal sealed class StorageUnavailableException(StorageState state, Exception? inner)
    : Exception(state == StorageState.Damaged ? "The database is damaged and takes no more changes." : "The server cannot store changes right now.", inner)
{
    public StorageState State { get; } = state;
}
