// The name of the deployment's one Lobby object, by which the edge and the rooms find it.

export const LOBBY_NAME = "lobby";
