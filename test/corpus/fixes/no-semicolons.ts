// Code that is written without semicolons, and with tabs.
import { getUser, listOrders, type Order, type User } from './api.ts'

export async function declared(id: string) {
	const user = await getUser(id)
	const orders = await listOrders(id)
	return { user, orders }
}

export async function assigned(id: string) {
	let user: User
	let orders: Order[]
	user = await getUser(id)
	orders = await listOrders(id)
	return { user, orders }
}

export async function looped(ids: readonly string[]) {
	const users: User[] = []
	for (const id of ids) {
		users.push(await getUser(id))
	}
	return users
}
